package dev.tule.compute.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with the archive that mmdebstrap makes; the archive is a small one here. */
class DebianImageTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private Path directory;
    private Path raw;

    @BeforeEach
    void makeTheFileSystemOfASmallArchive() throws IOException {
        Path tree = directory.resolve("tree");
        for (String each :
                List.of(
                        "etc/ssh",
                        "etc/systemd/network",
                        "etc/sysctl.d",
                        "etc/cloud/cloud.cfg.d",
                        "var/lib/dbus",
                        "dev")) {
            Files.createDirectories(tree.resolve(each));
        }
        Files.writeString(tree.resolve("etc/shadow"), "root:*:\n");
        Files.writeString(tree.resolve("etc/a name"), "with a blank\n");
        Files.writeString(tree.resolve("etc/ssh/ssh_host_ed25519_key"), "everybody's\n");
        Files.writeString(tree.resolve("etc/machine-id"), "everybody's\n");
        Files.writeString(tree.resolve("dev/null"), "");
        Files.createSymbolicLink(tree.resolve("etc/resolv.conf"), Path.of("of-the-builder"));
        Path archive = directory.resolve("root.tar");
        tar(archive, tree, "--create", "--owner=0", "--group=0", "./dev", "./var", "./etc/ssh");
        tar(archive, tree, "--append", "--owner=0", "--group=0", "./etc/systemd", "./etc/cloud");
        tar(archive, tree, "--append", "--owner=0", "--group=0", "./etc/sysctl.d");
        tar(archive, tree, "--append", "--owner=0", "--group=0", "./etc/machine-id");
        tar(archive, tree, "--append", "--owner=0", "--group=42", "--mode=2640", "./etc/shadow");
        tar(archive, tree, "--append", "--owner=7", "--group=8", "./etc/a name");
        tar(archive, tree, "--append", "--owner=9", "--group=9", "./etc/resolv.conf");

        RootDirectory root = RootDirectory.unpack(archive, directory.resolve("root"));
        DebianImage.configure(root);
        raw = directory.resolve("raw");
        root.writeTo(raw, 64 << 20);
    }

    private static void tar(Path archive, Path tree, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("tar", "--file=" + archive));
        command.addAll(List.of("--numeric-owner", "--directory=" + tree));
        command.addAll(List.of(words));
        HostCommand.run(command, PATIENCE);
    }

    @Test
    void filesBelongToWhomTheArchiveSaysWhoeverMadeTheImage() throws IOException {
        assertThat(look("stat /etc/shadow"))
                .containsPattern("Mode: +02640")
                .containsPattern("User: +0 +Group: +42 ");
        assertThat(look("stat \"/etc/a name\"")).containsPattern("User: +7 +Group: +8 ");
        assertThat(look("stat /etc/cloud")).containsPattern("User: +0 +Group: +0 ");
        assertThat(look("stat /etc/cloud/cloud.cfg.d/90_tule.cfg"))
                .containsPattern("User: +0 +Group: +0 ");
    }

    @Test
    void nothingIsLeftThatEachMachineMustHaveOfItsOwn() throws IOException {
        assertThat(look("ls -l /etc/ssh")).doesNotContain("ssh_host");
        assertThat(look("stat /etc/machine-id")).containsPattern("Size: 0");
        assertThat(look("stat /var/lib/dbus/machine-id")).contains("/etc/machine-id");
        assertThat(look("ls /dev")).doesNotContain("null");
    }

    @Test
    void theMachineLooksForItsCloudAndNotForItsBuilders() throws IOException {
        assertThat(look("cat /etc/cloud/cloud.cfg.d/90_tule.cfg")).contains("[ Ec2, None ]");
        assertThat(look("stat /etc/resolv.conf"))
                .contains("/run/systemd/resolve/stub-resolv.conf")
                .containsPattern("User: +0 +Group: +0 ");
        assertThat(look("cat /etc/systemd/network/80-cards.network")).contains("DHCP=ipv4");
    }

    private String look(String command) throws IOException {
        return HostCommand.run(
                List.of(
                        HostCommand.find("debugfs").orElseThrow().toString(),
                        "-R",
                        command,
                        raw.toString()),
                PATIENCE);
    }
}
