package dev.tule.engines.container;

import dev.tule.containers.ContainerEngine;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * An image that behaves as SQL Server's does where that matters here: it wants a password, keeps
 * something in its data directory, answers PRELOGIN and ends when it is asked to. To each
 * connection it tells how often it was started.
 */
final class StandIn {
    static final String NAME = "localhost/stand-in:latest";
    static final String VERSION = "16.0.4165.4";

    private StandIn() {}

    static void sendTo(ContainerEngine engine, Path scratch) throws Exception {
        Path root = scratch.resolve("root");
        Path programs = Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), programs.resolve("busybox"));
        for (String program : List.of("sh", "nc", "wc", "echo", "printf")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("busybox"));
        }
        script(
                root.resolve("answer"),
                """
                printf '\\004\\001\\000\\010\\000\\000\\000\\000'
                wc -l < /var/opt/mssql/starts
                """);
        script(
                root.resolve("serve"),
                """
                [ "$ACCEPT_EULA" = Y ] || { echo 'The licence is not accepted'; exit 1; }
                [ ${#MSSQL_SA_PASSWORD} -ge 8 ] || { echo 'The password is too short'; exit 1; }
                echo "$MSSQL_PID" >> /var/opt/mssql/starts || exit 1
                nc -ll -p 1433 -e /answer &
                trap 'kill $!; exit 0' TERM
                wait
                """);
        Path archive = scratch.resolve("image.tar");
        new ProcessBuilder("tar", "-C", root.toString(), "-cf", archive.toString(), ".")
                .start()
                .waitFor();
        engine.post(
                "/images/create?fromSrc=-&repo=localhost/stand-in&tag=latest&changes="
                        + encoded("ENTRYPOINT [\"/serve\"]")
                        + "&changes="
                        + encoded("LABEL com.microsoft.version=" + VERSION),
                archive);
    }

    private static void script(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
