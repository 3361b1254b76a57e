# Completes quilt-install in bash, 3.2 or newer. Written by `quilt-install completion bash`.
# It starts no program, and needs no bash-completion.

_quilt_install_flags() {
  case $1 in
@FLAGS@
  esac
}

_quilt_install_operand() {
  case $1 in
@OPERANDS@
  esac
}

_quilt_install_value() {
  case $1 in
@VALUES@
    *) return 1 ;;
  esac
}

# Offers the words that begin as what is typed does.
_quilt_install_offer() {
  local word
  for word in "$@"; do
    [[ $word == "$typed"* ]] || continue
    word=$before$word
    [[ $word != *[!A-Za-z0-9_.,:/@%+=-]* ]] || printf -v word %q "$word"
    COMPREPLY+=("$word")
  done
}

# Profiles or regions of the AWS configuration, which is only read.
_quilt_install_configured() {
  local file line
  local section=$'^[[:space:]]*\\[[[:space:]]*(profile[[:space:]]+)?["\']?([^]"\']+)["\']?[[:space:]]*\\]'
  local region='^[[:space:]]*region[[:space:]]*=[[:space:]]*([a-z0-9-]+)'
  for file in "${AWS_CONFIG_FILE:-$HOME/.aws/config}" "${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}"; do
    [ -r "$file" ] || continue
    while IFS= read -r line || [ -n "$line" ]; do
      if [ "$1" = regions ]; then
        [[ ! $line =~ $region ]] || _quilt_install_offer "${BASH_REMATCH[1]}"
      elif [[ $line =~ $section ]]; then
        case ${BASH_REMATCH[2]} in
          'sso-session '* | 'services '* | plugins) ;;
          *) _quilt_install_offer "${BASH_REMATCH[2]}" ;;
        esac
      fi
    done <"$file"
  done
}

# Files by the ends of their names, and folders on the way to them; any file where none ends so.
_quilt_install_files() {
  local name ending found=
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do
    for ending in $endings; do
      [[ $name != *."$ending" ]] || { COMPREPLY+=("$before$name"); found=yes; }
    done
  done <<<"$(compgen -f -- "$typed")"
  if [ -z "$found" ]; then
    compopt -o default 2>/dev/null
  else
    while IFS= read -r name; do
      [ -z "$name" ] || COMPREPLY+=("$before$name")
    done <<<"$(compgen -d -- "$typed")"
  fi
}

_quilt_install() {
  local IFS=$' \t\n' typed=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local flag= before= command=install at=1 kind= words= endings=
  COMPREPLY=()
  # What is rehearsed begins after --.
  if [ "${COMP_WORDS[1]}" = rehearse ]; then
    while ((at < COMP_CWORD)) && [ "${COMP_WORDS[at]}" != -- ]; do at=$((at + 1)); done
    if ((at < COMP_CWORD)); then at=$((at + 1)); else at=1; fi
  fi
  if ((at == COMP_CWORD)) && [[ $typed != -* ]]; then
    _quilt_install_offer @COMMANDS@
    return
  fi
  [[ ${COMP_WORDS[at]} == -* ]] || command=${COMP_WORDS[at]}
  # Readline makes three words of --flag=value, unless it was told not to.
  if [[ $typed == --*=* ]]; then
    flag=${typed%%=*} before=${typed%%=*}= typed=${typed#*=}
  elif [ "$typed" = = ]; then
    flag=$previous typed=
  elif [ "$previous" = = ]; then
    flag=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $previous == -* ]]; then
    flag=$previous
  fi
  if [ -n "$flag" ] && _quilt_install_value "$command $flag"; then
    :
  elif [[ $typed == -* ]]; then
    kind=words
    _quilt_install_flags "$command"
  else
    _quilt_install_operand "$command"
  fi
  if [[ $kind == list && $typed == *,* ]]; then
    before=$before${typed%,*}, typed=${typed##*,}
  fi
  _quilt_install_offer $words
  case $kind in
    regions | profiles) _quilt_install_configured $kind ;;
    files) if [ -n "$endings" ]; then _quilt_install_files; else compopt -o filenames -o default 2>/dev/null; fi ;;
    folders) compopt -o filenames -o dirnames 2>/dev/null ;;
  esac
}

complete -F _quilt_install quilt-install
