// Code that limcode's own flags would not let pass: if they leaked, this file would not compile.
int careless(double value) {
  int unused = 0;
  return (int)value;
}
