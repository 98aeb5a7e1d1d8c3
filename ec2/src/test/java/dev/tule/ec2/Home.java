package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AccountRegion;
import dev.tule.aws.Authoriser;
import dev.tule.aws.Principal;
import dev.tule.aws.frontdoor.FrontDoor;
import dev.tule.aws.frontdoor.FrontDoorConfig;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.compute.Boot;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.choice.DriverWish;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.memory.MemoryDriver;
import dev.tule.ec2.image.ImageLibrary;
import dev.tule.ec2.instance.Drivers;
import dev.tule.ec2.instance.Host;
import dev.tule.ec2.instance.InstanceProfiles;
import dev.tule.ec2.network.live.LiveNetwork;
import dev.tule.ec2.volume.DiskFiles;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** EC2 over a store in a directory, behind the front door on a port: what users have. */
final class Home implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    static final AccountRegion HERE = new AccountRegion(ACCOUNT, "us-east-1");
    private static final AccessKey KEY =
            new AccessKey(
                    "AKIAIOSFODNN7EXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                    new Principal(
                            Principal.Kind.ROOT,
                            ACCOUNT,
                            "arn:aws:iam::" + ACCOUNT + ":root",
                            ACCOUNT),
                    true,
                    null,
                    null);

    final Store store;
    final MemoryDriver driver;
    final PlainDisks disks;
    final Ec2 ec2;
    private volatile Duration ahead = Duration.ZERO;
    private final HttpServer server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    /** As users meet it. */
    final Ec2Client client;

    Home(Path directory) throws IOException {
        this(directory, MemoryDriver.roomy(), 20);
    }

    Home(Path directory, MemoryDriver driver, int mostInstances) throws IOException {
        this(directory, driver, () -> driver, mostInstances);
    }

    Home(Path directory, MemoryDriver driver, Drivers drivers, int mostInstances)
            throws IOException {
        this(directory, driver, new PlainDisks(), drivers, mostInstances);
    }

    private Home(
            Path directory,
            MemoryDriver driver,
            PlainDisks disks,
            Drivers drivers,
            int mostInstances)
            throws IOException {
        this(directory, driver, disks, host(directory, disks, drivers, mostInstances));
    }

    /** With networks that something else surrounds than this host. */
    Home(Path directory, LiveNetwork.Surroundings around) throws IOException {
        MemoryDriver memory = MemoryDriver.roomy();
        PlainDisks plain = new PlainDisks();
        this(directory, memory, plain, host(directory, plain, () -> memory, 20), around);
    }

    private static Host host(Path directory, PlainDisks disks, Drivers drivers, int mostInstances) {
        return new Host(
                drivers,
                _ -> new ImageLibrary.Base(new Boot.Firmware(), Optional.of(base(directory))),
                new DiskFiles(directory, disks),
                directory.resolve("s"),
                InstanceProfiles.NONE,
                new PlainSecrets(),
                mostInstances);
    }

    private static Path base(Path directory) {
        try {
            return Files.writeString(directory.resolve("base"), "base");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Host thisHost(Path directory) {
        return thisHost(directory, DriverWish.AUTO, true);
    }

    private static Host thisHost(Path directory, DriverWish wish, boolean templates) {
        return ThisHost.in(directory, wish, HostBudget.ofThisHost(), templates, new PlainSecrets());
    }

    /** With machines that really run. */
    static Home ofThisHost(Path directory) throws IOException {
        return new Home(directory, MemoryDriver.roomy(), new PlainDisks(), thisHost(directory));
    }

    /** With machines that the driver of somebody's choice runs. */
    static Home ofThisHost(Path directory, DriverWish wish) throws IOException {
        return new Home(
                directory,
                MemoryDriver.roomy(),
                new PlainDisks(),
                thisHost(directory, wish, false));
    }

    /** With machines that a driver of the test's runs. */
    static Home ofThisHost(Path directory, Function<ImageBuilder, InstanceDriver> driver)
            throws IOException {
        return new Home(
                directory,
                MemoryDriver.roomy(),
                new PlainDisks(),
                ThisHost.in(directory, driver, new PlainSecrets()));
    }

    /** With machines that really run, in networks that something else surrounds. */
    static Home ofThisHost(Path directory, LiveNetwork.Surroundings around) throws IOException {
        return new Home(
                Files.createDirectories(directory),
                MemoryDriver.roomy(),
                new PlainDisks(),
                thisHost(directory),
                around);
    }

    private Home(Path directory, MemoryDriver driver, PlainDisks disks, Host host)
            throws IOException {
        this(directory, driver, disks, host, LiveNetwork.ofHost());
    }

    /** Lets time pass for EC2; requests are still signed and verified now. */
    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    private Home(
            Path directory,
            MemoryDriver driver,
            PlainDisks disks,
            Host host,
            LiveNetwork.Surroundings around)
            throws IOException {
        this.driver = driver;
        this.disks = disks;
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        InstantSource clock = InstantSource.system();
        InstantSource later = () -> clock.instant().plus(ahead);
        ec2 = Ec2.open(store, later, new SecureRandom(), host, around);
        FrontDoor door =
                new FrontDoor(
                        List.of(ec2.api()),
                        new SignatureVerifier(
                                id -> Optional.of(KEY).filter(key -> key.id().equals(id)), clock),
                        (_, _, _) -> Authoriser.Decision.ALLOW,
                        clock,
                        () -> UUID.randomUUID().toString(),
                        FrontDoorConfig.DEFAULT);
        server = HttpServer.start(ListenerConfig.of(door).at("127.0.0.1", 0));
        client = clientIn("us-east-1");
    }

    Ec2Client clientIn(String region) {
        return Ec2Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.of(region))
                .httpClient(http)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(KEY.id(), KEY.secret())))
                .build();
    }

    /** Launches that many of the smallest instances and waits until they run. */
    List<Instance> launch(int count) {
        List<String> ids =
                client
                        .runInstances(
                                r ->
                                        r.imageId("ami-d0f89fb9")
                                                .instanceType("t1.micro")
                                                .minCount(count)
                                                .maxCount(count))
                        .instances()
                        .stream()
                        .map(Instance::instanceId)
                        .toList();
        ids.forEach(id -> await(id, InstanceStateName.RUNNING));
        return ids.stream().map(this::instance).toList();
    }

    Instance launch() {
        return launch(1).getFirst();
    }

    /** As DescribeInstances tells. */
    Instance instance(String id) {
        return client.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    /** Waits until an instance is in a state. */
    Instance await(String id, InstanceStateName state) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (true) {
            Instance instance = instance(id);
            if (instance.state().name() == state) {
                return instance;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(id + " is " + instance.state().name() + ", not " + state);
            }
            Thread.onSpinWait();
        }
    }

    /** What an error's code must be. */
    static void refuses(String code, ThrowingCallable call) {
        refuses(code, "", call);
    }

    /** What an error's code must be, and what its message must contain. */
    static void refuses(String code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault ->
                                assertThat(fault.awsErrorDetails().errorCode())
                                        .as(fault.awsErrorDetails().errorMessage())
                                        .isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(5));
        http.close();
        ec2.close();
        store.close();
    }
}
