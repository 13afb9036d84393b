#!/usr/bin/env bash
# Reads whole crates as schemas, unchanged and each alone, and prints a row of Markdown for each: how many types it
# defines, and which of them are refused for what reason. Types with parameters are counted and not tried.
#
#   tests/schema/read_crates.sh LIMCODE FOLDER...
#
# LIMCODE is the program. A FOLDER is a crate, or holds crates. The exit status is 1 if a crate could not be read.
set -u
limcode=$1
shift

# The crates in the folders, each by its manifest.
manifests() {
  local folder
  for folder in "$@"; do
    if grep -qs '^\[package\]' "$folder/Cargo.toml"; then
      printf '%s\n' "$folder/Cargo.toml"
    else
      grep -l '^\[package\]' "$folder"/*/Cargo.toml
    fi
  done
}

# `NAME` (reason), from what limcode says: limcode: FILE:LINE:COLUMN: reason.
refusal() {
  local reason
  reason=$(head -n 1 <<<"$2" | sed -E 's/^limcode: .*:[0-9]+:[0-9]+: //')
  printf '%s\140%s\140 (%s)' "${3:+, }" "$1" "${reason//|/\\|}"
}

crate() {
  local manifest=$1 listing types=0 generic=0 refused='' name problem
  local label
  label=$(sed -n '/^\[package\]/,/^\[[^p]/s/^name *= *"\(.*\)".*/\1/p' "$manifest" | head -n 1)
  if ! listing=$("$limcode" types "$manifest" 2>&1); then
    printf '| %s | not read | %s |\n' "$label" "$(head -n 1 <<<"$listing")"
    return 1
  fi
  while read -r _ name _; do
    [ -n "$name" ] || continue
    types=$((types + 1))
    case $name in
      *'<'*) generic=$((generic + 1)) ;;
      *)
        problem=$("$limcode" types "$manifest" "$name" 2>&1 >/dev/null) || refused+=$(refusal "$name" "$problem" "$refused")
        ;;
    esac
  done <<<"$listing"
  [ "$types" -eq 0 ] || printf '| %s | %s%s | %s |\n' "$label" "$types" \
    "$([ "$generic" -eq 0 ] || echo ", $generic of them generic")" "${refused:-none}"
}

status=0
printf '| crate | types | refused |\n|---|---|---|\n'
while read -r manifest; do
  crate "$manifest" || status=1
done < <(manifests "$@")
exit $status
