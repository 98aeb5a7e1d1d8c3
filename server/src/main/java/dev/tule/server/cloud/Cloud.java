package dev.tule.server.cloud;

import dev.tule.acm.Acm;
import dev.tule.autoscaling.AutoScaling;
import dev.tule.autoscaling.AutoScalingConfig;
import dev.tule.autoscaling.Surroundings;
import dev.tule.aws.AccountRegion;
import dev.tule.aws.ServedApi;
import dev.tule.aws.frontdoor.FrontDoor;
import dev.tule.aws.frontdoor.FrontDoorConfig;
import dev.tule.aws.frontdoor.RequestIds;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.cloudwatch.CloudWatch;
import dev.tule.cloudwatch.CloudWatchConfig;
import dev.tule.console.Console;
import dev.tule.console.StoredReadings;
import dev.tule.dynamodb.DynamoDb;
import dev.tule.ec2.Ec2;
import dev.tule.ec2.ThisHost;
import dev.tule.ec2.instance.Host;
import dev.tule.elb.Elb;
import dev.tule.http.Handler;
import dev.tule.http.HttpServer;
import dev.tule.http.Listener;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Mounts;
import dev.tule.http.Network;
import dev.tule.iam.Iam;
import dev.tule.s3.S3;
import dev.tule.s3.S3Config;
import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.config.MachinesConfig;
import dev.tule.server.config.TuleConfig;
import dev.tule.server.control.ControlException;
import dev.tule.server.control.ControlServer;
import dev.tule.server.metrics.MetricsPage;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The running server: the list of its parts, each made of those above it.
 *
 * <p>Started and closed by one thread; {@link #awaitStopRequest} may wait on any.
 */
public final class Cloud implements Stoppable {
    private static final System.Logger LOG = System.getLogger(Cloud.class.getName());

    /** The one account there is; its number is that of other clouds for test and development. */
    private static final String ACCOUNT = "000000000000";

    /** Where the console looks, and what {@code tule aws-env} sets. */
    private static final AccountRegion HOME = new AccountRegion(ACCOUNT, "us-east-1");

    /** How long requests under way may take to end when the server stops. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch stopRequest = new CountDownLatch(1);
    private final Running running;
    private @Nullable Configuration configuration;
    private @Nullable Messaging messaging;

    /** Hears what happens while the server starts. */
    public interface Notices {

        /** Does a step of the start, and says so if it takes long. */
        <T, E extends Exception> T during(String activity, Step<T, E> step) throws E;

        /** The first key of the administrator was made, and is kept in that file. */
        void firstKey(RootKey key, Path file);

        /** The server will listen on an address that others can reach. */
        void exposed(InetAddress address, TuleConfig config);
    }

    /** A step of the start. */
    @FunctionalInterface
    public interface Step<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Starts a server and returns when everything answers.
     *
     * @throws ConfigurationError when the user must put something right first
     * @throws IOException when the machine fails
     */
    public static Cloud start(Settings settings, Notices notices)
            throws ConfigurationError, IOException {
        return new Cloud(settings, notices);
    }

    private Cloud(Settings settings, Notices notices) throws ConfigurationError, IOException {
        try {
            this.running = assemble(settings, notices);
        } catch (ConfigurationError | IOException | RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private Running assemble(Settings settings, Notices notices)
            throws ConfigurationError, IOException {
        InstantSource clock = settings.clock();
        configuration = Configuration.read(settings.config());
        TuleConfig config = configuration.atStart();
        InetAddress bind = settings.bind();
        if (!bind.isLoopbackAddress()) {
            notices.exposed(bind, config);
        }
        DataDirectory data = part(DataDirectory.open(settings.data()));
        Store store =
                part(
                        notices.during(
                                "Opening the data in " + data.path(),
                                () -> RocksStore.open(data.store(), StoreConfig.DEFAULT)));
        Iam iam = part(openIam(store, data, clock));
        FirstKey.ensure(iam, settings.rootKey(), data.credentials(), notices);
        DynamoDb dynamoDb = part(DynamoDb.open(store, clock));
        S3 s3 = part(S3.open(store, data.objects(), S3Config.DEFAULT, clock, new SecureRandom()));
        Ec2 ec2 =
                part(
                        Ec2.open(
                                store,
                                clock,
                                new SecureRandom(),
                                host(data, config.machines(), iam),
                                s3::client));
        part(() -> ec2.stopMachines(STOP_DEADLINE));
        WampTopics topics = new WampTopics();
        AlarmDispatch alarms = new AlarmDispatch(ec2::client, topics);
        CloudWatch cloudWatch =
                part(CloudWatch.open(store, clock, CloudWatchConfig.DEFAULT, alarms));
        part(ec2.measure(new MachineMetrics(cloudWatch)));
        Network network = part(config.network().open());
        Acm acm = part(Acm.open(store, iam.secrets().of("acm"), clock, new SecureRandom()));
        Elb elb = part(Balancing.open(store, clock, network, ec2, cloudWatch, iam, acm));
        AutoScaling autoScaling =
                part(
                        AutoScaling.open(
                                store,
                                clock,
                                new SecureRandom(),
                                where -> around(where, ec2, cloudWatch, elb, topics),
                                AutoScalingConfig.DEFAULT));
        alarms.scaleBy(autoScaling);
        List<ServedApi> apis = new ArrayList<>(iam.apis());
        apis.addAll(List.of(dynamoDb.api(), dynamoDb.legacyApi(), s3.api()));
        apis.addAll(ec2.apis());
        apis.addAll(List.of(cloudWatch.api(), autoScaling.api(), acm.api()));
        Databases databases =
                part(
                        Databases.open(
                                data,
                                store,
                                iam,
                                cloudWatch,
                                s3,
                                topics,
                                config.databases(),
                                clock));
        apis.addAll(databases.apis());
        apis.addAll(elb.apis());
        ListenerConfig awsSide = ListenerConfig.of(frontDoor(apis, iam, clock));
        HttpServer aws = Listening.AWS.start(network, bind, settings.awsPort(), awsSide);
        part(() -> aws.stop(STOP_DEADLINE));
        String awsAddress = Listening.AWS.address("http", bind, aws.port());

        StoredReadings readings = new StoredReadings(dynamoDb.client(HOME), s3.client(HOME));
        Handler console = Console.of(readings, new Console.Facts(Version.ofTule(), awsAddress));
        Messaging wamp = part(Messaging.start(config, store, clock));
        messaging = wamp;
        topics.publishBy(wamp.router());
        MetricsPage metrics = new MetricsPage(() -> readings(aws, wamp));
        wamp.listen(network, config, settings, Mounts.on(console).with("/metrics", metrics));
        String webAddress = wamp.open().getFirst().address();

        ControlServer control = part(ControlServer.start(data.path(), administration(iam, wamp)));
        long process = ProcessHandle.current().pid();
        Running started =
                new Running(process, awsAddress, webAddress, control.socket(), clock.instant());
        data.running().write(started);
        part(data.running()::delete);
        return started;
    }

    private static Host host(DataDirectory data, MachinesConfig machines, Iam iam) {
        return ThisHost.in(
                        data.machines(),
                        machines.driver(),
                        machines.budget(),
                        machines.templates(),
                        iam.secrets().of("ec2"))
                .withProfiles(new MachineRoles(iam.instanceRoles()));
    }

    private static FrontDoor frontDoor(List<ServedApi> apis, Iam iam, InstantSource clock) {
        return new FrontDoor(
                apis,
                new SignatureVerifier(iam.accessKeys(), clock),
                iam.authoriser(),
                clock,
                new RequestIds(new SplittableRandom(new SecureRandom().nextLong())),
                FrontDoorConfig.DEFAULT.withDefaultAccount(ACCOUNT));
    }

    /** What groups of machines work with. */
    private static Surroundings around(
            AccountRegion where, Ec2 ec2, CloudWatch cloudWatch, Elb elb, WampTopics topics) {
        return new Surroundings(
                ec2.client(where),
                cloudWatch.client(where),
                new GroupBalancers(elb.classic(where), elb.v2(where)),
                new GroupTopics(topics),
                data -> cloudWatch.put(where, Surroundings.NAMESPACE, data));
    }

    /** What the metrics are drawn from. */
    private static MetricsPage.Readings readings(HttpServer aws, Messaging wamp) {
        Map<String, Listener> listeners = new LinkedHashMap<>();
        listeners.put("aws", aws.listeners().getFirst());
        listeners.putAll(wamp.listeners());
        return new MetricsPage.Readings(
                wamp.router().counters(), wamp.router().realms(), listeners, wamp.webhooks());
    }

    private Administration administration(Iam iam, Messaging wamp) {
        KeyDesk keys = new KeyDesk(iam.keyAdministration());
        return new Administration(
                () -> new StatusReport(running(), wamp.router().realms(), wamp.open()),
                keys,
                _ -> reload(),
                stopRequest::countDown);
    }

    /**
     * Lets a command at the keys of a data directory on which no server runs.
     *
     * @throws ConfigurationError when the directory can't be used, or is in use
     */
    public static List<String> withKeysOf(Path directory, List<String> words)
            throws ConfigurationError, IOException, ControlException {
        if (!DataDirectory.exists(directory)) {
            throw new ConfigurationError(
                    "There is no data in %s yet: start the server once with 'tule up', or name its data with --data."
                            .formatted(directory));
        }
        try (DataDirectory data = DataDirectory.open(directory);
                Store store = RocksStore.open(data.store(), StoreConfig.DEFAULT);
                Iam iam = openIam(store, data, InstantSource.system())) {
            return new KeyDesk(iam.keyAdministration()).handle(words);
        }
    }

    private static Iam openIam(Store store, DataDirectory data, InstantSource clock)
            throws ConfigurationError {
        try {
            return Iam.open(store, data.secretsKey(), ACCOUNT, clock);
        } catch (IOException failure) {
            throw new ConfigurationError(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Where it is. */
    public Running running() {
        return running;
    }

    /**
     * Reads the configuration file again.
     *
     * @return what has changed
     * @throws ControlException where something in it is wrong; then nothing has changed
     */
    public List<String> reload() throws ControlException {
        if (configuration == null || messaging == null) {
            throw new ControlException("The server is starting: ask again.");
        }
        return configuration.reload(messaging);
    }

    /** Waits until somebody asks it to stop ({@code tule down}). */
    public void awaitStopRequest() throws InterruptedException {
        stopRequest.await();
    }

    /** Stops the parts, the last first; a part that can't is logged, and the others go on. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.log(Level.ERROR, "A part of the server did not stop cleanly", failure);
            }
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }
}
