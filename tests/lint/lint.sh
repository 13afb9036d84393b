#!/usr/bin/env bash
# lint.sh SOURCE BUILD: checks the formatting of every C++ file, then runs clang-tidy and cppcheck over src/ with the
# compile commands of BUILD. Prints what each finds and fails if any of them does. A tool that is not installed is an
# error too: a check that did not run must not look like one that passed.
set -euo pipefail
source_dir=$1
build_dir=$2
cd "$source_dir"

# first_of NAME... prints the first of these commands that exists.
first_of() {
  local name
  for name in "$@"; do
    if command -v "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  echo "lint: none of these is installed: $*" >&2
  exit 1
}

clang_format=$(first_of clang-format-22 clang-format-19 clang-format)
clang_tidy=$(first_of clang-tidy-22 clang-tidy-19 clang-tidy)
cppcheck=$(first_of cppcheck)
status=0

echo "lint: $clang_format"
find include src tests -name '*.[ch]pp' -not -path '*/target/*' -print0 |
  xargs -0 "$clang_format" --dry-run -Werror || status=1

echo "lint: $clang_tidy"
find src -name '*.cpp' -print0 |
  xargs -0 -n 1 -P "$(nproc)" "$clang_tidy" -p "$build_dir" --quiet 2> >(grep -v 'warnings generated' >&2) || status=1

echo "lint: $cppcheck"
"$cppcheck" --project="$build_dir/compile_commands.json" --file-filter='*/src/*' --std=c++20 --quiet \
  --cppcheck-build-dir="$build_dir/tests/lint" -j "$(nproc)" --enable=warning,performance,portability \
  --inline-suppr --suppress='*:/usr/*' --error-exitcode=1 || status=1

[ $status -eq 0 ] && echo "lint: nothing found"
exit $status
