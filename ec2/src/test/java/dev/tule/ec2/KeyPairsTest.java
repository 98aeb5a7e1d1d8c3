package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyType;

class KeyPairsTest {
    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA", "ED25519"})
    void sshReadsThePrivateKeyAndFindsThePublicOneInIt(KeyType type) throws Exception {
        CreateKeyPairResponse made =
                home.client.createKeyPair(r -> r.keyName("mykey").keyType(type));
        Path file = directory.resolve("mykey.pem");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, made.keyMaterial());

        String derived = sshKeygen("-y", "-f", file.toString());

        String kept =
                home.client
                        .describeKeyPairs(r -> r.keyNames("mykey").includePublicKey(true))
                        .keyPairs()
                        .getFirst()
                        .publicKey();
        assertThat(derived.split(" ", -1)[1]).isEqualTo(kept.split(" ", -1)[1]);
        if (type == KeyType.ED25519) {
            assertThat(sshKeygen("-l", "-f", file.toString()))
                    .contains("SHA256:" + made.keyFingerprint().replace("=", ""));
        } else {
            assertThat(made.keyMaterial()).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
            assertThat(made.keyFingerprint()).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
        }
    }

    private static String sshKeygen(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "ssh-keygen";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void aKeyOfSshsIsImported(String type) throws Exception {
        Path file = directory.resolve("own");
        sshKeygen("-q", "-t", type, "-N", "", "-f", file.toString());
        String line = Files.readString(Path.of(file + ".pub"));

        var imported =
                home.client.importKeyPair(
                        r -> r.keyName("own").publicKeyMaterial(SdkBytes.fromUtf8String(line)));

        if (type.equals("rsa")) {
            String der = sshKeygen("-e", "-m", "PKCS8", "-f", file + ".pub");
            assertThat(der).startsWith("-----BEGIN PUBLIC KEY-----");
            home.client.deleteKeyPair(r -> r.keyName("own"));
            assertThat(
                            home.client
                                    .importKeyPair(
                                            r ->
                                                    r.keyName("own")
                                                            .publicKeyMaterial(
                                                                    SdkBytes.fromUtf8String(der)))
                                    .keyFingerprint())
                    .isEqualTo(imported.keyFingerprint());
        } else {
            assertThat(sshKeygen("-l", "-f", file.toString()))
                    .contains(imported.keyFingerprint().replace("=", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-rsa", "ssh-rsa AAAA", "nonsense", "ssh-dss AAAAB3NzaC1kc3M="})
    void whatIsNoKeyIsRefused(String material) {
        Home.refuses(
                "InvalidKey.Format",
                () ->
                        home.client.importKeyPair(
                                r ->
                                        r.keyName("bad")
                                                .publicKeyMaterial(
                                                        SdkBytes.fromUtf8String(material))));
    }

    @Test
    void namesAreUniqueAndDeletingWhatIsNotThereSucceeds() {
        home.client.createKeyPair(r -> r.keyName("mykey").keyType(KeyType.ED25519));

        Home.refuses(
                "InvalidKeyPair.Duplicate",
                () -> home.client.createKeyPair(r -> r.keyName("mykey").keyType(KeyType.ED25519)));
        home.client.deleteKeyPair(r -> r.keyName("mykey"));
        home.client.deleteKeyPair(r -> r.keyName("mykey"));
        Home.refuses(
                "InvalidKeyPair.NotFound",
                () -> home.client.describeKeyPairs(r -> r.keyNames("mykey")));
    }
}
