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

# By folders, as its filter of a project's files leaves nearly all of them out. Debian's 2.10 does not read all of C++23
# (internalAstError), takes a choice between two references for a temporary, and knows neither handles that
# are meant to be copied nor moves into a Result.
echo "lint: $cppcheck"
"$cppcheck" --language=c++ --std=c++20 --quiet -I include -I src src -j "$(nproc)" \
  --enable=warning,performance,portability --inline-suppr --suppress='*:/usr/*' --suppress=internalAstError \
  --suppress=returnTempReference --suppress=passedByValue --suppress=returnStdMoveLocal --error-exitcode=1 || status=1

[ $status -eq 0 ] && echo "lint: nothing found"
exit $status
