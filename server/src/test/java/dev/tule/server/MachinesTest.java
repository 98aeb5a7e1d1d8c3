package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.compute.Architecture;
import dev.tule.compute.choice.DriverChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Which driver runs machines, as the server and {@code tule doctor} say it. */
class MachinesTest {
    @TempDir private Path directory;

    @Test
    void withoutADriverRunInstancesAnswersWithTheLineThatInstallsOne() throws IOException {
        Map<String, String> nothingInstalled =
                Map.of(
                        "TULE_ROOT_ACCESS_KEY_ID",
                        ServerProcess.ACCESS_KEY,
                        "TULE_ROOT_SECRET_ACCESS_KEY",
                        ServerProcess.SECRET_KEY,
                        "PATH",
                        directory.resolve("empty").toString(),
                        "DOCKER_HOST",
                        "unix://" + directory.resolve("empty"));
        try (ServerProcess server =
                        ServerProcess.start(directory.resolve("data"), nothingInstalled);
                Ec2Client ec2 = AwsClients.ec2(server)) {
            assertThatThrownBy(
                            () ->
                                    ec2.runInstances(
                                            r ->
                                                    r.imageId("ami-00000000000000001")
                                                            .instanceType("t1.micro")
                                                            .minCount(1)
                                                            .maxCount(1)))
                    .isInstanceOfSatisfying(
                            Ec2Exception.class,
                            e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("Unsupported"))
                    .hasMessageContaining("QEMU 7.2 or newer is not installed")
                    .hasMessageContaining(DriverChoice.installLine(Architecture.host()));
        }
    }

    @Test
    void doctorSaysWhichDriverAndWhy() throws IOException {
        Files.writeString(directory.resolve("tule.yaml"), "ec2:\n  driver: qemu-tcg\n");

        assertThat(Tool.run("doctor", "--data", directory.toString(), "--web-port", "0").out())
                .containsPattern(
                        "ok +Machines +qemu: QEMU [0-9.]+, machines are emulated: qemu-tcg was"
                                + " asked for");
    }

    @Test
    void doctorSaysThatASandboxIsNoSecurityBoundary() throws IOException {
        Files.writeString(directory.resolve("tule.yaml"), "ec2:\n  driver: sandbox\n");

        assertThat(Tool.run("doctor", "--data", directory.toString(), "--web-port", "0").out())
                .containsPattern("ok +Machines +sandbox: namespaces .* no security boundary");
    }

    @Test
    void doctorSaysThatContainersNeedAnEngine() throws IOException {
        Files.writeString(directory.resolve("tule.yaml"), "ec2:\n  driver: docker\n");

        assertThat(Tool.run("doctor", "--data", directory.toString(), "--web-port", "0").out())
                .containsPattern(
                        "Machines +(docker: containers of .*|none: docker was asked for, and no"
                                + " container engine answers .*podman.*)");
    }

    @Test
    void aDriverThatThereIsNotIsRefusedAtTheStart() throws IOException {
        Files.writeString(directory.resolve("tule.yaml"), "ec2:\n  driver: xen\n");

        assertThat(Tool.run("doctor", "--data", directory.toString(), "--web-port", "0").out())
                .containsPattern(
                        "problem +Configuration .*ec2.driver must be one of auto, docker, qemu,"
                                + " qemu-kvm, qemu-tcg, sandbox");
    }
}
