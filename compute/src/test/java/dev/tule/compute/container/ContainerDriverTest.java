package dev.tule.compute.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.Boot;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.Machine;
import dev.tule.compute.SharedKernelContract;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.containers.PodmanService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Containers of a Podman. */
class ContainerDriverTest extends SharedKernelContract {
    private static PodmanService podman;
    private static Boot.Archive tiny;
    private static Path programs;

    @BeforeAll
    static void openPodman() throws Exception {
        podman = PodmanService.start(Files.createDirectory(directory.resolve("podman")));
        ImageBuilder images = new ImageBuilder(directory.resolve("images"));
        tiny = images.tinyArchive(step -> {});
        programs = images.containerPrograms(step -> {});
    }

    @AfterAll
    static void closePodman() throws IOException {
        podman.close();
    }

    @Override
    protected InstanceDriver open() {
        try {
            return ContainerDriver.open(podman.socket(), directory, programs, roomForTwo());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Boot boot() {
        return tiny;
    }

    @Test
    void itHasTheMemoryOfItsTypeAndAnotherAfterItsTypeChanged() throws Exception {
        Machine machine = driver().launch(spec("i-21"));
        network.ssh("i-21", "echo kept > /root/file");
        String limit = "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max";
        assertThat(network.ssh("i-21", limit + " 2>/dev/null || true"))
                .isEqualTo(((long) MEMORY << 20) + "\n");

        machine.stop(Duration.ZERO);
        machine.start(machine.spec().withSize(1, MEMORY / 2));

        assertThat(network.ssh("i-21", limit + " 2>/dev/null || true"))
                .isEqualTo(((long) MEMORY << 19) + "\n");
        assertThat(network.ssh("i-21", "cat /root/file")).isEqualTo("kept\n");
        assertThat(machine.metrics().residentBytes()).isPositive();
        assertThat(machine.metrics().cpuTime()).isPositive();
    }
}
