package dev.tule.rds.life;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.SourceRange;
import dev.tule.rds.Surroundings;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.group.SecurityGroups;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.InstanceClass;
import dev.tule.rds.parameter.ParameterGroups;
import dev.tule.rds.resource.Directories;
import dev.tule.rds.resource.Place;
import dev.tule.rds.snapshot.SavedSnapshot;
import dev.tule.rds.snapshot.Snapshots;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The database servers behind the instances of a place. Safe for use by many threads. */
public final class Servers {
    private static final int TRIES = 20;
    private static final List<SourceRange> THIS_MACHINE =
            List.of(SourceRange.parse("127.0.0.0/8"), SourceRange.parse("::1/128"));

    private final Place place;
    private final Surroundings around;
    private final ParameterGroups parameterGroups;
    private final SecurityGroups securityGroups;
    private final Snapshots snapshots;
    private final Addresses addresses;

    public Servers(
            Place place,
            Surroundings around,
            ParameterGroups parameterGroups,
            SecurityGroups securityGroups,
            Snapshots snapshots) {
        this.place = place;
        this.around = around;
        this.parameterGroups = parameterGroups;
        this.securityGroups = securityGroups;
        this.snapshots = snapshots;
        this.addresses = new Addresses(around.config().address(), around.random());
    }

    /** Of the server that clients of the instance reach. */
    static ServerName name(Instance instance) {
        return name(instance, instance.failovers());
    }

    /** Of the server that takes its place next. */
    static ServerName standbyName(Instance instance) {
        return name(instance, instance.failovers() + 1);
    }

    /** Names are never used again, so that no work meets a server of another time. */
    private static ServerName name(Instance instance, int failovers) {
        String first = instance.resourceId().toLowerCase(Locale.ROOT);
        return new ServerName(failovers == 0 ? first : first + "-" + failovers);
    }

    Optional<DatabaseServer> standby(Instance instance) {
        return around.engines().server(standbyName(instance));
    }

    /** What was in its place before the last failover, if it is still there. */
    Optional<DatabaseServer> predecessor(Instance instance) {
        return instance.failovers() == 0
                ? Optional.empty()
                : around.engines().server(name(instance, instance.failovers() - 1));
    }

    public Optional<DatabaseServer> find(Instance instance) {
        return around.engines().server(name(instance));
    }

    DatabaseServer required(Instance instance) {
        return find(instance)
                .orElseThrow(
                        () ->
                                new EngineException(
                                        Reason.STORAGE,
                                        "The files of " + instance.id() + " are gone."));
    }

    /** The server of a new instance, unless an earlier try has made it. */
    DatabaseServer ensure(Instance instance, Function<ServerSpec, DatabaseServer> made) {
        Optional<DatabaseServer> there = find(instance);
        if (there.isPresent()) {
            there.get().start();
            return there.get();
        }
        if (!instance.address().isEmpty()) {
            return made.apply(spec(instance, InetAddress.ofLiteral(instance.address())));
        }
        int tries = addresses.areMany() ? TRIES : 1;
        while (true) {
            try {
                return made.apply(spec(instance, addresses.next()));
            } catch (EngineException e) {
                tries--;
                if (e.reason() != Reason.ADDRESS_IN_USE || tries == 0) {
                    throw e;
                }
            }
        }
    }

    private ServerSpec spec(Instance instance, InetAddress address) {
        ServerSpec spec =
                spec(
                        instance,
                        name(instance),
                        new InetSocketAddress(address, instance.description().dbInstancePort()));
        return spec.withListening(spec.listening().withTokens(tokenUsers(instance)));
    }

    /** Null where nobody logs in by tokens. */
    static @Nullable String tokenUsers(Instance instance) {
        boolean iam =
                Boolean.TRUE.equals(instance.description().iamDatabaseAuthenticationEnabled());
        return iam ? engine(instance).tokenUsers().orElse(null) : null;
    }

    /** A standby listens where nobody looks for it, until it takes the instance's address. */
    ServerSpec standbySpec(Instance instance) {
        InetSocketAddress anywhere = new InetSocketAddress(addresses.next(), 0);
        return spec(instance, standbyName(instance), anywhere);
    }

    private ServerSpec spec(Instance instance, ServerName name, InetSocketAddress socket) {
        DBInstance description = instance.description();
        String address = socket.getAddress().getHostAddress();
        Listening listening =
                new Listening(
                        socket,
                        sources(instance),
                        engine(instance).isContained()
                                ? null
                                : around.authority().issue(address, engine(instance)),
                        false,
                        null);
        boolean archived =
                description.engine().equals(Engine.POSTGRES.word())
                        && description.backupRetentionPeriod() > 0
                        && !instance.isReplica();
        return new ServerSpec(
                name,
                listening,
                memory(instance),
                storage(instance),
                parameters(instance),
                archived ? snapshots.archive(instance.resourceId()) : null);
    }

    private static Engine engine(Instance instance) {
        return Engine.of(instance.description().engine()).orElseThrow();
    }

    long memory(Instance instance) {
        return InstanceClass.required(instance.description().dbInstanceClass())
                .memoryBytes(around.config().mostMemoryBytes());
    }

    static long storage(Instance instance) {
        return (long) instance.description().allocatedStorage() << 30;
    }

    /** What the instance's parameter group sets; of a container, what makes it that edition. */
    Map<String, String> parameters(Instance instance) {
        if (engine(instance).isContained()) {
            return engine(instance).settings();
        }
        return place.read(
                rows -> parameterGroups.required(rows, instance.parameterGroup()).values());
    }

    /** Who may connect: this machine, and whom the instance's security groups let in. */
    List<SourceRange> sources(Instance instance) {
        List<SourceRange> sources = new ArrayList<>(THIS_MACHINE);
        place.read(rows -> securityGroups.sources(rows, instance.securityGroups())).stream()
                .map(SourceRange::parse)
                .forEach(sources::add);
        return sources;
    }

    Login master(Instance instance) {
        return new Login(
                instance.description().masterUsername(),
                around.secrets().open(instance.password(), instance.resourceId()));
    }

    /** Lets go of what an archive holds from before a backup. */
    void trim(Instance instance, SavedSnapshot oldest) {
        Path archive = snapshots.archive(instance.resourceId());
        if (oldest.isAvailable() && Files.isDirectory(archive)) {
            around.engines()
                    .trimArchive(archive, around.engines().backupAt(snapshots.backup(oldest)));
        }
    }

    /** A backup of an instance in a directory, unless an earlier try has taken it whole. */
    Backup backup(Instance instance, Path directory) {
        try {
            return around.engines().backupAt(directory);
        } catch (EngineException e) {
            if (e.reason() != Reason.BACKUP) {
                throw e;
            }
        }
        Directories.delete(directory);
        Directories.make(snapshots.backups());
        return required(instance).backup(directory);
    }
}
