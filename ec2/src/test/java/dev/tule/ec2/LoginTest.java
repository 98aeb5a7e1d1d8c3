package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;

/** A machine by QEMU, that a person logs in to with the key that EC2 made. */
class LoginTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String USER_DATA = "#!/bin/sh\necho greetings > /root/said\n";

    @TempDir private Path directory;
    private Home home;
    private Person person;

    @BeforeEach
    void open() throws IOException {
        home = Home.ofThisHost(directory);
        person = new Person(home, directory);
    }

    @AfterEach
    void close() {
        home.client.describeInstances().reservations().stream()
                .flatMap(launch -> launch.instances().stream())
                .map(Instance::instanceId)
                .forEach(person::end);
        home.close();
    }

    @Test
    void theKeyOpensTheMachineThatRanItsUserData() throws Exception {
        byte[] script = USER_DATA.getBytes(StandardCharsets.UTF_8);
        String id =
                person.launched(
                        Person.launch()
                                .securityGroups("default")
                                .userData(Base64.getEncoder().encodeToString(script))
                                .build());

        assertThat(person.says(id, "cat /root/said", PATIENCE)).isEqualTo("greetings");
    }
}
