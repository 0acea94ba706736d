import { COMPLETE, type SHELLS } from '../option-choices.ts';

/** The scripts that people load into their shells. */
export const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `# Completion of wizard for bash
_wizard() {
  local IFS=$'\\n' line current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  [[ $current == '=' ]] && current=''
  while read -r line; do
    case $line in
      :file) compopt -o filenames; COMPREPLY=($(compgen -f -- "$current")); return ;;
      :folder) compopt -o filenames; COMPREPLY=($(compgen -d -- "$current")); return ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _wizard wizard ecs-bluegreen
`,
  zsh: `#compdef wizard ecs-bluegreen
# Completion of wizard for zsh
_wizard() {
  local line name
  local -a found
  while IFS= read -r line; do
    case $line in
      :file) _files; return ;;
      :folder) _files -/; return ;;
    esac
    name=\${\${line%%$'\\t'*}//:/\\\\:}
    if [[ $line == *$'\\t'* ]]; then found+=("$name:\${line#*$'\\t'}"); else found+=("$name"); fi
  done < <("\${words[1]}" ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe wizard found
}
if [[ $funcstack[1] == _wizard ]]; then _wizard "$@"; else compdef _wizard wizard ecs-bluegreen; fi
`,
  fish: `# Completion of wizard for fish
function __wizard_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] ${COMPLETE} $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case :file
                __fish_complete_path "$current"
            case :folder
                __fish_complete_directories "$current"
            case '*'
                echo $line
        end
    end
end
complete -c wizard -f -a '(__wizard_complete)'
complete -c ecs-bluegreen -f -a '(__wizard_complete)'
`,
  powershell: `# Completion of wizard for PowerShell
Register-ArgumentCompleter -Native -CommandName @('wizard', 'ecs-bluegreen') -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or ($_.Extent.EndOffset -eq $cursorPosition -and $wordToComplete -eq '') } | ForEach-Object { $_.ToString() })
  # An empty word is lost on its way to a program, so that the last one is marked.
  & $words[0] ${COMPLETE} @($words | Select-Object -Skip 1) "=$wordToComplete" 2>$null | ForEach-Object {
    if ($_ -eq ':file' -or $_ -eq ':folder') {
      [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
    } else {
      $value, $detail = $_ -split "\\t", 2
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $(if ($detail) { $detail } else { $value }))
    }
  }
}
`,
};
