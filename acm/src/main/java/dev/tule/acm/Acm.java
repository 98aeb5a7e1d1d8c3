package dev.tule.acm;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import dev.tule.aws.Secrets;
import dev.tule.aws.ServedApi;
import dev.tule.aws.certificate.KeptAuthority;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.http.TlsIdentity;
import dev.tule.store.Store;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.acm.AcmClient;

/** Certificate Manager over a store: the part that a server registers. For many threads. */
public final class Acm implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Acm.class.getName());
    private static final String NAME = "acm";
    private static final long LOOK_HOURS = 6;

    private final Store store;
    private final Secrets secrets;
    private final InstantSource clock;
    private final SecureRandom random;
    private final KeptAuthority root;
    private final Map<AccountRegion, AcmService> services = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewer =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("acm-renewer").factory());
    private volatile Uses uses = new Nobody();

    private Acm(Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
        this.root =
                new KeptAuthority(
                        new KeptAuthority.Names(Place.SERVICE, "authority", "Tule Root CA"),
                        store,
                        secrets,
                        clock,
                        random);
    }

    /** Nobody shows any yet. */
    private record Nobody() implements Uses {
        @Override
        public Set<String> of(AccountRegion where, String certificateArn) {
            return Set.of();
        }

        @Override
        public void renewed(AccountRegion where) {
            // nobody to tell
        }
    }

    /**
     * Certificate Manager over a store, which stays the caller's to close, after this.
     *
     * @param secrets what keys are sealed by
     */
    public static Acm open(Store store, Secrets secrets, InstantSource clock, SecureRandom random) {
        Acm opened = new Acm(store, secrets, clock, random);
        var _ =
                opened.renewer.scheduleWithFixedDelay(
                        opened::renew, LOOK_HOURS, LOOK_HOURS, TimeUnit.HOURS);
        return opened;
    }

    /** From now on, certificates are shown by these; what has grown old meanwhile is renewed. */
    public void usedBy(Uses changed) {
        uses = changed;
        renewer.execute(this::renew);
    }

    /** Asks whoever shows certificates by then. */
    private final class Users implements Uses {
        @Override
        public Set<String> of(AccountRegion where, String certificateArn) {
            return uses.of(where, certificateArn);
        }

        @Override
        public void renewed(AccountRegion where) {
            uses.renewed(where);
        }
    }

    /**
     * The service of an account and region: the same object each time. Not the caller's to close.
     */
    public AcmClient client(AccountRegion where) {
        return service(where);
    }

    private AcmService service(AccountRegion where) {
        return services.computeIfAbsent(
                where,
                _ -> {
                    Place place = new Place(where, store, clock);
                    Uses users = new Users();
                    Certificates certificates =
                            new Certificates(
                                    place,
                                    secrets,
                                    users,
                                    new Issuing(place, root, secrets, random),
                                    new Imports(place, secrets, random));
                    return new AcmService(certificates, new Listing(place, users, certificates));
                });
    }

    /** The certificate of an ARN, with its key; empty where the account has none there. */
    public Optional<TlsIdentity> find(AccountRegion where, String arn) {
        return service(where).certificates().find(arn);
    }

    /** The API, for the front door to serve. */
    public ServedApi.Sdk<AcmClient> api() {
        return new ServedApi.Sdk<>(NAME, NAME, AcmClient.class, this::client, Acm::permissions);
    }

    private static List<Permission> permissions(
            AccountRegion where, String operation, SdkRequest request) {
        String certificate =
                request.getValueForField("CertificateArn", String.class).orElse(Permission.ANY);
        return List.of(new Permission("acm:" + operation, certificate));
    }

    /** Renews what grows old, everywhere. */
    void renew() {
        for (AccountRegion where : StoredPlace.known(Place.SERVICE, store)) {
            try {
                service(where).certificates().renew();
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, "Certificates could not be renewed", failure);
            }
        }
    }

    @Override
    public void close() {
        renewer.shutdownNow();
    }
}
