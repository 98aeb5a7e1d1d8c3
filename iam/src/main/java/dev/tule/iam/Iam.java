package dev.tule.iam;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Authoriser;
import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.store.Store;
import dev.tule.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Everything of IAM and STS: who has which keys, who may do what, and the two APIs. Open one for a
 * store; {@link #close} it before the store. Safe for use by many threads.
 */
public final class Iam implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Iam.class.getName());
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
    private static final String PROOF = "tule";

    private final Store store;
    private final SecretBox secrets;
    private final StoredAccessKeys keys;
    private final AccountAuthoriser authoriser;
    private final Identifiers identifiers = new Identifiers(new SecureRandom());
    private final InstantSource clock;
    private final KeyAdministration administration;
    private final InstanceRoles instanceRoles;
    private final ServerIdentities serverIdentities;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread housekeeper =
            Thread.ofPlatform().daemon().name("iam-housekeeping").unstarted(this::keepHouse);

    private Iam(Store store, SecretBox secrets, String account, InstantSource clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.keys = new StoredAccessKeys(store, secrets);
        this.authoriser = new AccountAuthoriser(store);
        this.administration =
                new KeyAdministration(store, secrets, keys, identifiers, clock, account);
        this.instanceRoles = new InstanceRoles(this::context);
        this.serverIdentities = new ServerIdentities(this::context);
    }

    /**
     * Opens IAM.
     *
     * @param keyFile what secrets are encrypted with; made, readable by its owner only, when the
     *     store holds none yet
     * @param account whose keys {@link #keyAdministration} looks after: twelve digits
     * @throws IOException when the key file is missing, isn't one, or isn't the store's: its
     *     message is a sentence for the terminal
     */
    public static Iam open(Store store, Path keyFile, String account, InstantSource clock)
            throws IOException {
        if (!account.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("an account has twelve digits: " + account);
        }
        Iam iam = new Iam(store, secrets(store, keyFile), account, clock);
        iam.housekeeper.start();
        return iam;
    }

    private static SecretBox secrets(Store store, Path keyFile) throws IOException {
        Optional<byte[]> proof = store.read(Rows.SHARD, rows -> rows.get(Rows.SECRETS));
        if (proof.isEmpty()) {
            // A key file without a proof is of a first start that was cut short.
            SecretBox secrets =
                    Files.exists(keyFile) ? SecretBox.open(keyFile) : SecretBox.create(keyFile);
            byte[] sealed = secrets.seal(PROOF, "secrets");
            store.change(Rows.SHARD, rows -> rows.put(Rows.SECRETS, sealed));
            return secrets;
        }
        if (!Files.exists(keyFile)) {
            throw new IOException(
                    "The key file "
                            + keyFile
                            + " is missing; without it no access key's secret can be decrypted."
                            + " Put it back from a copy of the data directory.");
        }
        SecretBox secrets = SecretBox.open(keyFile);
        try {
            secrets.open(proof.get(), "secrets");
        } catch (IllegalStateException e) {
            throw new IOException(
                    "The key file "
                            + keyFile
                            + " is not the one that the secrets in this data directory were"
                            + " encrypted with.",
                    e);
        }
        return secrets;
    }

    /** What signatures are verified against. */
    public StoredAccessKeys accessKeys() {
        return keys;
    }

    /** What decides about requests. */
    public Authoriser authoriser() {
        return authoriser;
    }

    /** Keeps the secrets of other services under the same key file, each bound to its row. */
    public SecretBox secrets() {
        return secrets;
    }

    public KeyAdministration keyAdministration() {
        return administration;
    }

    public Administrator administrator() {
        return new Administrator(administration);
    }

    /** What instances have of roles: one object each time, which remembers what it gave. */
    public InstanceRoles instanceRoles() {
        return instanceRoles;
    }

    /** Roles, for services of this server to take on. */
    public ServiceRoles serviceRoles() {
        return new ServiceRoles(this::context);
    }

    /** Server certificates with their keys, for load balancers to show. */
    public ServerIdentities serverIdentities() {
        return serverIdentities;
    }

    /** IAM and STS, for the front door to serve. */
    public List<ServedApi> apis() {
        return List.of(
                new ServedApi.Sdk<>(
                        "iam",
                        "iam",
                        IamClient.class,
                        where -> new IamService(context(where)),
                        (where, operation, request) ->
                                permissions(where, "iam:" + operation, request)),
                new ServedApi.Sdk<>(
                        "sts",
                        "sts",
                        StsClient.class,
                        where -> new StsService(context(where), authoriser),
                        (where, operation, request) ->
                                permissions(where, "sts:" + operation, request)));
    }

    /** IAM's operations of an account, in process. */
    public IamClient iam(AccountRegion where) {
        return new IamService(context(where));
    }

    /** STS's operations of an account, in process. */
    public StsClient sts(AccountRegion where) {
        return new StsService(context(where), authoriser);
    }

    private Context context(AccountRegion where) {
        return context(where.account());
    }

    private Context context(String account) {
        return new Context(store, secrets, keys, identifiers, clock, account);
    }

    /** On the user, role or policy that a request names; who gives a role to machines passes it. */
    private static List<Permission> permissions(
            AccountRegion where, String action, SdkRequest request) {
        String prefix = "arn:aws:iam::" + where.account() + ":";
        Permission own =
                new Permission(
                        action,
                        named(request, "InstanceProfileName", prefix + "instance-profile/")
                                .or(() -> named(request, "UserName", prefix + "user/"))
                                .or(() -> named(request, "RoleName", prefix + "role/"))
                                .or(
                                        () ->
                                                named(
                                                        request,
                                                        "ServerCertificateName",
                                                        prefix + "server-certificate/"))
                                .or(() -> named(request, "PolicyArn", ""))
                                .or(() -> named(request, "RoleArn", ""))
                                .orElse(Permission.ANY));
        return action.equals("iam:AddRoleToInstanceProfile")
                ? List.of(
                        own,
                        Permission.toPass(
                                named(request, "RoleName", prefix + "role/").orElse(Permission.ANY),
                                "ec2.amazonaws.com"))
                : List.of(own);
    }

    private static Optional<String> named(SdkRequest request, String member, String prefix) {
        return request.getValueForField(member, String.class).map(name -> prefix + name);
    }

    private void keepHouse() {
        try {
            while (!closing.await(HOUSEKEEPING.toSeconds(), TimeUnit.SECONDS)) {
                cleanUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes down when keys were last used, and clears away credentials that have ended. */
    void cleanUp() {
        try {
            keys.writeLastUses();
            Sessions.clear(store, keys, clock.instant());
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.ERROR, "IAM's housekeeping failed; it is tried again", e);
        }
    }

    /** Stops the housekeeping and writes down when keys were last used. */
    @Override
    public void close() {
        closing.countDown();
        try {
            housekeeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keys.writeLastUses();
    }
}
