package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.choice.DriverWish;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances that are sandboxes over this host's own system. */
class SandboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = Home.ofThisHost(directory, DriverWish.SANDBOX);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void theKeyOpensItThroughTheNetworkAndDisksAreRefusedByName() throws Exception {
        Person person = new Person(home, directory);
        String id = person.launched(Person.launch().build());
        Instance instance = home.instance(id);
        String zone = instance.placement().availabilityZone();
        String root = instance.blockDeviceMappings().getFirst().ebs().volumeId();
        String volume = home.client.createVolume(r -> r.availabilityZone(zone).size(1)).volumeId();

        assertThat(person.says(id, "ip -4 -o addr show eth0", PATIENCE))
                .contains(instance.privateIpAddress());
        refusesDisks(
                () ->
                        home.client.attachVolume(
                                r -> r.instanceId(id).volumeId(volume).device("/dev/sdf")));
        refusesDisks(() -> home.client.createSnapshot(r -> r.volumeId(root)));
        refusesDisks(() -> home.client.modifyVolume(r -> r.volumeId(root).size(100)));
        refusesDisks(() -> home.client.createImage(r -> r.instanceId(id).name("own")));

        person.end(id);
    }

    private static void refusesDisks(ThrowingCallable call) {
        Home.refuses("Unsupported", "The driver sandbox of this host has no disks", call);
    }
}
