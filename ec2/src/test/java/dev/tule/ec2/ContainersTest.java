package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.container.ContainerDriver;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.ImageException;
import dev.tule.containers.PodmanService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that are containers of a Podman. */
class ContainersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path directory;
    private PodmanService podman;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        podman = PodmanService.start(Files.createDirectory(directory.resolve("podman")));
        home = Home.ofThisHost(Files.createDirectory(directory.resolve("tule")), this::driver);
    }

    private InstanceDriver driver(ImageBuilder images) {
        try {
            return ContainerDriver.open(
                    podman.socket(),
                    ThisHost.machines(directory.resolve("tule")),
                    images.containerPrograms(step -> {}),
                    HostBudget.ofThisHost());
        } catch (IOException | ImageException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        home.close();
        podman.close();
    }

    @Test
    void theKeyOpensItThroughTheNetworkAndSystemsThatBootAreRefusedByName() throws Exception {
        Person person = new Person(home, directory);
        String id = person.launched(Person.launch().build());
        String root = home.instance(id).blockDeviceMappings().getFirst().ebs().volumeId();

        assertThat(person.says(id, "ip -4 -o addr show eth0", PATIENCE))
                .contains(home.instance(id).privateIpAddress());
        Home.refuses(
                "Unsupported",
                "runs the image ami-00000000000000001 alone",
                () ->
                        home.client.runInstances(
                                Person.launch().imageId("ami-00000000000000012").build()));
        Home.refuses(
                "Unsupported",
                "The driver docker of this host has no disks",
                () -> home.client.createSnapshot(r -> r.volumeId(root)));

        person.end(id);
    }
}
