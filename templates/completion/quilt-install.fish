# Completes quilt-install in fish. Written by `quilt-install completion fish`. It starts no program.

# The words before the cursor, without the program; what is rehearsed begins after --.
function __quilt_install_words
    set -l words (commandline -opc)[2..-1]
    if test "$words[1]" = rehearse; and set -l at (contains -i -- -- $words)
        set words $words[(math $at + 1)..-1]
    end
    test -n "$words"; and printf '%s\n' $words
end

# Which command's flags are typed; nothing while the command itself may be.
function __quilt_install_is
    set -l words (__quilt_install_words)
    set -l command install
    test -n "$words[1]"; and not string match -q -- '-*' $words[1]; and set command $words[1]
    contains -- $command $argv
end

function __quilt_install_begins
    test (count (__quilt_install_words)) -eq 0
end

# Whether a word besides flags may be next.
function __quilt_install_takes
    __quilt_install_is $argv; and test (count (__quilt_install_words)) -gt 0
end

function __quilt_install_rehearses
    set -l words (commandline -opc)
    test "$words[2]" = rehearse; and contains -- -- $words
end

# After -- fish itself completes no flags.
function __quilt_install_rehearsed
    set -l line quilt-install (string escape -- (__quilt_install_words)) (commandline -ct)
    complete -C "$line"
end

# Profiles or regions of the AWS configuration, which is only read.
function __quilt_install_configured
    set -l config $HOME/.aws/config
    set -l credentials $HOME/.aws/credentials
    set -q AWS_CONFIG_FILE; and set config $AWS_CONFIG_FILE
    set -q AWS_SHARED_CREDENTIALS_FILE; and set credentials $AWS_SHARED_CREDENTIALS_FILE
    for file in $config $credentials
        test -r $file; or continue
        if test $argv[1] = regions
            string replace -rf '^\s*region\s*=\s*([a-z0-9-]+).*' '$1' <$file
        else
            string replace -rf '^\s*\[\s*(?:profile\s+)?["\']?([^\]"\']+?)["\']?\s*\].*' '$1' <$file | string match -rv '^(sso-session |services |plugins$)'
        end
    end
end

# Files by the ends of their names, and folders on the way to them; any file where none ends so.
function __quilt_install_files
    set -l typed (commandline -ct | string replace -r '^--[^=]*=' '' | string replace -r '^~(?=/|$)' $HOME)
    set -l found
    for ending in $argv
        set -a found $typed*.$ending
    end
    test -n "$found"; or set found $typed*
    set -l folders $typed*/
    printf '%s\n' $found $folders
end

# Several of these words, with commas between them.
function __quilt_install_list
    set -l before (commandline -ct | string replace -r '^--[^=]*=' '' | string match -r '^.*,')
    printf '%s\n' "$before"$argv
end

complete -c quilt-install -f
complete -c quilt-install -n __quilt_install_rehearses -x -a '(__quilt_install_rehearsed)'
@COMMANDS@
@OPERANDS@
@FLAGS@
