# Sourced by the commands in this directory that are Java programs of the local stack.

# become CLASS [argument ...]: replaces the shell by the program.
become() {
    local command stack home classpath platform java
    command=$(readlink -f "${BASH_SOURCE[1]}")
    stack=$(cd "$(dirname "$command")/.." && pwd -P)
    command=$(basename "$command")
    home=${stack%/shared/local-stack}
    classpath=$stack/target/runtime-classpath.txt
    # The command line and Netty come from what a job finds on a platform.
    platform=$stack/platform/target/classpath.txt

    if [ ! -s "$classpath" ] || [ ! -s "$platform" ] || [ ! -d "$stack/target/classes" ]; then
        echo "$command: the local stack is not built: $classpath does not exist." \
            "Run \`mvn -DskipTests package\` in $home" >&2
        exit 2
    fi
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
    else
        java=$(command -v java || true)
    fi
    if [ ! -x "$java" ]; then
        echo "$command: Java is not there: '${java:-java}' cannot be run. Install JDK 17 and set JAVA_HOME to it" >&2
        exit 2
    fi

    exec "$java" -Drecoflow.home="$home" -cp "$stack/target/classes:$(cat "$classpath"):$(cat "$platform")" "$@"
}
