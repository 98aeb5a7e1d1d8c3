package dev.tule.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tule.aws.AccessKey;
import dev.tule.aws.Principal;
import dev.tule.iam.KeyAdministration.KeySummary;
import dev.tule.iam.KeyAdministration.NewKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;

class AccessKeysTest {
    @TempDir private Path directory;

    @Test
    void theFirstStartMakesARootKeyOnceAndTheNextNone() throws IOException {
        NewKey key;
        try (House house = new House(directory)) {
            key = house.iam().administrator().ensureRootKey(Optional.empty()).orElseThrow();
            assertThat(house.iam().administrator().ensureRootKey(Optional.empty())).isEmpty();
        }
        try (House house = new House(directory)) {
            assertThat(house.iam().administrator().ensureRootKey(Optional.empty())).isEmpty();
            AccessKey found = house.iam().accessKeys().find(key.id()).orElseThrow();
            assertThat(found.secret()).isEqualTo(key.secret()).hasSize(40);
            assertThat(found.principal()).isEqualTo(House.ROOT);
            assertThat(found.toString() + key).doesNotContain(key.secret());
        }
    }

    @Test
    void aGivenRootKeyIsTakenAndItsSecretCanBeChanged() throws IOException {
        try (House house = new House(directory)) {
            var administrator = house.iam().administrator();
            assertThat(
                            administrator.ensureRootKey(
                                    Optional.of(new Administrator.Given("test", "first"))))
                    .isEmpty();
            assertThat(house.iam().accessKeys().find("test").orElseThrow().secret())
                    .isEqualTo("first");
            administrator.ensureRootKey(Optional.of(new Administrator.Given("test", "second")));
            assertThat(house.iam().accessKeys().find("test").orElseThrow().secret())
                    .isEqualTo("second");
        }
    }

    @Test
    void aKeyOfAnOldProgramIsImportedForAUser() throws IOException {
        try (House house = new House(directory)) {
            KeyAdministration keys = house.iam().keyAdministration();
            keys.importKey("<enter access key>", "<enter secret key>", Optional.of("lecture"));
            AccessKey key = house.iam().accessKeys().find("<enter access key>").orElseThrow();
            assertThat(key.principal().kind()).isEqualTo(Principal.Kind.USER);
            assertThat(key.principal().arn()).isEqualTo("arn:aws:iam::000000000000:user/lecture");
            assertThat(keys.list())
                    .extracting(KeySummary::id, KeySummary::userName, KeySummary::active)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    "<enter access key>", Optional.of("lecture"), true));
            for (String unfit : List.of("", "a,b", " a", "a\n", "x".repeat(129))) {
                assertThatThrownBy(() -> keys.importKey(unfit, "secret", Optional.empty()))
                        .isInstanceOf(KeyAdministration.Refused.class);
            }
            assertThatThrownBy(
                            () ->
                                    keys.importKey(
                                            "<enter access key>", "mine", Optional.of("mallory")))
                    .isInstanceOf(KeyAdministration.Refused.class);
        }
    }

    @Test
    void aDisabledKeyIsInactiveAtOnceAndADeletedOneUnknown() throws IOException {
        try (House house = new House(directory)) {
            KeyAdministration keys = house.iam().keyAdministration();
            String id = keys.create(Optional.of("alice")).id();
            assertThat(house.iam().accessKeys().find(id).orElseThrow().active()).isTrue();
            keys.setActive(id, false);
            assertThat(house.iam().accessKeys().find(id).orElseThrow().active()).isFalse();
            keys.setActive(id, true);
            assertThat(house.iam().accessKeys().find(id).orElseThrow().active()).isTrue();
            keys.delete(id);
            assertThat(house.iam().accessKeys().find(id)).isEmpty();
            assertThatThrownBy(() -> keys.delete(id)).isInstanceOf(KeyAdministration.Refused.class);
        }
    }

    @Test
    void keysAreMadeListedDisabledAndDeletedThroughTheApi() throws IOException {
        try (House house = new House(directory)) {
            IamClient iam = house.iamAs(house.root());
            iam.createUser(r -> r.userName("alice"));
            var key = iam.createAccessKey(r -> r.userName("alice")).accessKey();
            String id = key.accessKeyId();
            iam.createAccessKey(r -> r.userName("Alice"));
            assertThatThrownBy(() -> iam.createAccessKey(r -> r.userName("alice")))
                    .isInstanceOf(LimitExceededException.class);
            iam.updateAccessKey(
                    r -> r.userName("alice").accessKeyId(id).status(StatusType.INACTIVE));
            assertThat(house.iam().accessKeys().find(id).orElseThrow().active()).isFalse();
            assertThat(
                            iam
                                    .listAccessKeys(r -> r.userName("alice"))
                                    .accessKeyMetadata()
                                    .stream()
                                    .filter(k -> k.accessKeyId().equals(id)))
                    .singleElement()
                    .satisfies(k -> assertThat(k.status()).isEqualTo(StatusType.INACTIVE));
            assertThatThrownBy(() -> iam.deleteUser(r -> r.userName("alice")))
                    .isInstanceOf(DeleteConflictException.class);
            iam.deleteAccessKey(r -> r.userName("alice").accessKeyId(id));
            assertThat(house.iam().accessKeys().find(id)).isEmpty();
            assertThatThrownBy(() -> iam.deleteAccessKey(r -> r.userName("alice").accessKeyId(id)))
                    .isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    void nobodyTouchesTheKeysOfAnother() throws IOException {
        try (House house = new House(directory)) {
            IamClient iam = house.iamAs(house.root());
            iam.createUser(r -> r.userName("alice"));
            iam.createUser(r -> r.userName("bob"));
            String id = iam.createAccessKey(r -> r.userName("alice")).accessKey().accessKeyId();
            assertThatThrownBy(() -> iam.deleteAccessKey(r -> r.userName("bob").accessKeyId(id)))
                    .isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    void whenAKeyWasLastUsedIsToldAtOnceAndSurvivesARestart() throws IOException {
        String id;
        try (House house = new House(directory)) {
            id = house.iam().keyAdministration().create(Optional.of("alice")).id();
            IamClient iam = house.iamAs(house.root());
            assertThat(
                            iam.getAccessKeyLastUsed(r -> r.accessKeyId(id))
                                    .accessKeyLastUsed()
                                    .serviceName())
                    .isEqualTo("N/A");
            house.stsAs(house.key(id)).getCallerIdentity();
            assertThat(
                            iam.getAccessKeyLastUsed(r -> r.accessKeyId(id))
                                    .accessKeyLastUsed()
                                    .serviceName())
                    .isEqualTo("sts");
        }
        try (House house = new House(directory)) {
            var used = house.iamAs(house.root()).getAccessKeyLastUsed(r -> r.accessKeyId(id));
            assertThat(used.userName()).isEqualTo("alice");
            assertThat(used.accessKeyLastUsed().region()).isEqualTo("us-east-1");
            assertThat(used.accessKeyLastUsed().lastUsedDate())
                    .isCloseTo(house.now(), within(1, ChronoUnit.HOURS));
        }
    }

    @Test
    void aDisabledOrDeletedKeyIsRefusedAtTheDoor() throws IOException {
        try (House house = new House(directory)) {
            KeyAdministration keys = house.iam().keyAdministration();
            AccessKey alice = house.key(keys.create(Optional.of("alice")).id());
            var sts = house.stsAs(alice);
            assertThat(sts.getCallerIdentity().arn()).endsWith("user/alice");
            keys.setActive(alice.id(), false);
            assertThatThrownBy(sts::getCallerIdentity)
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> {
                                assertThat(e.statusCode()).isEqualTo(403);
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("InvalidClientTokenId");
                            });
            keys.setActive(alice.id(), true);
            assertThat(sts.getCallerIdentity().account()).isEqualTo(House.ACCOUNT);
            keys.delete(alice.id());
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(AwsServiceException.class);
        }
    }

    @Test
    void secretsStandNowhereOnDiskInPlain() throws IOException {
        String secret = "a secret that nothing else holds";
        try (House house = new House(directory)) {
            house.iam().keyAdministration().importKey("id", secret, Optional.empty());
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void theKeyFileIsItsOwnersAlone() throws IOException {
        Path keyFile = directory.resolve("secrets.key");
        new House(directory).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));
        new House(directory).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void aMissingOrForeignKeyFileStopsTheStart() throws IOException {
        new House(directory).close();
        assertThatThrownBy(() -> new House(directory, directory.resolve("other.key")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is missing");
        Files.write(directory.resolve("other.key"), new byte[32]);
        assertThatThrownBy(() -> new House(directory, directory.resolve("other.key")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the one");
        new House(directory).close();
    }

    @Test
    void temporaryCredentialsEndAndAreClearedAway() throws IOException {
        try (House house = new House(directory)) {
            var credentials =
                    house.stsAs(house.root())
                            .getSessionToken(r -> r.durationSeconds(900))
                            .credentials();
            AccessKey key = house.iam().accessKeys().find(credentials.accessKeyId()).orElseThrow();
            assertThat(key.secret()).isEqualTo(credentials.secretAccessKey());
            assertThat(key.sessionToken()).isEqualTo(credentials.sessionToken());
            assertThat(key.expires()).isEqualTo(house.now().plusSeconds(900));
            house.pass(Duration.ofHours(1));
            house.iam().cleanUp();
            assertThat(house.iam().accessKeys().find(credentials.accessKeyId())).isPresent();
            house.pass(Duration.ofHours(1));
            house.iam().cleanUp();
            assertThat(house.iam().accessKeys().find(credentials.accessKeyId())).isEmpty();
        }
    }
}
