package dev.tule.rds;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.SourceRange;
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
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The database servers behind the instances of a place. Safe for use by many threads. */
final class Servers {
    private static final int TRIES = 20;
    private static final List<SourceRange> THIS_MACHINE =
            List.of(SourceRange.parse("127.0.0.0/8"), SourceRange.parse("::1/128"));

    private final Place place;
    private final Surroundings around;
    private final ParameterGroups parameterGroups;
    private final SecurityGroups securityGroups;
    private final Snapshots snapshots;
    private final Addresses addresses;

    Servers(
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

    static ServerName name(Instance instance) {
        return new ServerName(instance.resourceId().toLowerCase(Locale.ROOT));
    }

    Optional<DatabaseServer> find(Instance instance) {
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
        DBInstance description = instance.description();
        InetSocketAddress socket = new InetSocketAddress(address, description.dbInstancePort());
        Listening listening =
                new Listening(
                        socket,
                        sources(instance),
                        around.authority().issue(address.getHostAddress(), engine(instance)),
                        false);
        boolean archived =
                description.engine().equals(Engine.POSTGRES.word())
                        && description.backupRetentionPeriod() > 0
                        && !instance.isReplica();
        return new ServerSpec(
                name(instance),
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

    /** What the instance's parameter group sets. */
    Map<String, String> parameters(Instance instance) {
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
