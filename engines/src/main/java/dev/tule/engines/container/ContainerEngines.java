package dev.tule.engines.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tule.containers.ContainerEngine;
import dev.tule.containers.ContainerEngineException;
import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Engines;
import dev.tule.engines.FetchProgress;
import dev.tule.engines.Login;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.TokenCheck;
import dev.tule.engines.engine.Backups;
import dev.tule.engines.engine.Events;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Engines whose servers are containers, beside others, to which all goes that is no container's.
 * Safe for use by many threads.
 */
public final class ContainerEngines implements Engines {

    private static final Logger LOG = System.getLogger(ContainerEngines.class.getName());

    /** Where images tell their version; the last is OCI's own. */
    private static final List<String> VERSION_LABELS =
            List.of("com.microsoft.version", "org.opencontainers.image.version");

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,5}){0,3}");

    /** As it stands in a path; a digest may follow. */
    private static final Pattern IMAGE =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9._/-]{0,254}(:[A-Za-z0-9._-]{1,128})?(@[a-z0-9:]{1,100})?");

    private static final String NO_ENGINE =
            "no container engine listens: have Docker or Podman running (systemctl start podman.socket) and start Tule again.";

    private final Engines others;
    private final ContainerHost host;
    private final Map<String, EngineOffer> offers = new LinkedHashMap<>();
    private final Map<EngineVersion, String> images = new LinkedHashMap<>();
    private final ConcurrentSkipListMap<String, ContainerServer> servers =
            new ConcurrentSkipListMap<>();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();

    private ContainerEngines(
            Engines others, ContainerEngine engine, Path directory, InstantSource clock) {
        this.others = others;
        this.host =
                new ContainerHost(
                        engine,
                        directory.toAbsolutePath(),
                        new Events(),
                        clock,
                        name -> servers.remove(name.value()));
    }

    /**
     * Opens the servers below a directory, which those who open the others hold.
     *
     * @param socket where the container engine listens
     * @param directory of these servers alone
     * @param images what is to be offered: what the engine calls an image, and what is in it
     * @param others closed with this
     * @throws EngineException {@code NOT_FOR_THIS_HOST} for what can't be an image's name, {@code
     *     STORAGE}
     */
    public static ContainerEngines open(
            Path socket,
            Path directory,
            Map<String, EngineKind> images,
            Engines others,
            InstantSource clock) {
        ContainerEngines engines =
                new ContainerEngines(others, new ContainerEngine(socket), directory, clock);
        images.forEach(engines::add);
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            engines.resume();
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, directory + ": " + e.getMessage(), e);
        }
        return engines;
    }

    /** Whether something can be an image's name. */
    public static boolean isImage(String name) {
        return IMAGE.matcher(name).matches();
    }

    /**
     * What could be run of an image, without opening anything.
     *
     * @param socket empty where no container engine listens
     */
    public static EngineOffer look(Optional<Path> socket, String image, EngineKind kind) {
        if (socket.isEmpty()) {
            return refused(kind, NO_ENGINE);
        }
        try (ContainerEngine engine = new ContainerEngine(socket.get())) {
            return look(engine, image, kind);
        }
    }

    /** Asks the engine what it knows of an image. */
    private static EngineOffer look(ContainerEngine engine, String image, EngineKind kind) {
        if (!isImage(image)) {
            throw new EngineException(Reason.NOT_FOR_THIS_HOST, "no name of an image: " + image);
        }
        try {
            JsonNode known = engine.get("/images/" + image + "/json");
            return offer(kind, image, known.path("Config").path("Labels"));
        } catch (ContainerEngineException e) {
            return refused(
                    kind,
                    e.isNotFound()
                            ? "the container engine has no image %s: have it pull that, and start Tule again"
                                    .formatted(image)
                            : String.valueOf(e.getMessage()));
        }
    }

    private void add(String image, EngineKind kind) {
        EngineOffer offer = look(host.engine(), image, kind);
        offers.put(image, offer);
        if (offer.runsHere()) {
            images.putIfAbsent(offer.version(), image);
        }
    }

    private static EngineOffer offer(EngineKind kind, String image, JsonNode labels) {
        String tag = image.substring(image.lastIndexOf(':') + 1);
        return Stream.concat(
                        VERSION_LABELS.stream().map(label -> labels.path(label).asText()),
                        Stream.of(tag))
                .map(VERSION::matcher)
                .filter(Matcher::lookingAt)
                .findFirst()
                .map(
                        version ->
                                new EngineOffer(
                                        new EngineVersion(kind, version.group()),
                                        EngineOffer.Origin.IMAGE,
                                        true,
                                        null))
                .orElseGet(
                        () ->
                                refused(
                                        kind,
                                        "the image %s doesn't tell its version: give it a tag that begins with it, such as :23.5"
                                                .formatted(image)));
    }

    /** The offer of what can't be run, and why. */
    public static EngineOffer refused(EngineKind kind, String obstacle) {
        return new EngineOffer(
                new EngineVersion(kind, "0"), EngineOffer.Origin.IMAGE, false, obstacle);
    }

    private void resume() throws IOException {
        List<Path> homes;
        try (Stream<Path> directories = Files.list(host.directory())) {
            homes = directories.filter(Files::isDirectory).sorted().toList();
        }
        for (Path directory : homes) {
            ServerHome home = new ServerHome(directory);
            Optional<ContainerRecord> record =
                    Files.exists(home.record())
                            ? Optional.of(ContainerRecord.load(home))
                            : Optional.empty();
            if (record.isEmpty()) {
                Trees.delete(directory);
                continue;
            }
            ContainerServer server = new ContainerServer(host, home, record.get());
            if (record.get().made()) {
                servers.put(server.name().value(), server);
                tasks.execute(() -> resume(server));
            } else {
                server.abandon();
            }
        }
    }

    private static void resume(ContainerServer server) {
        try {
            server.resume();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "could not take up " + server.name(), e);
        }
    }

    /** What can be had of an image that was named when this was opened. */
    public EngineOffer offer(String image) {
        EngineOffer offer = offers.get(image);
        if (offer == null) {
            throw new IllegalArgumentException("nobody named an image " + image);
        }
        return offer;
    }

    @Override
    public List<EngineOffer> offers() {
        List<EngineOffer> all = new ArrayList<>(others.offers());
        all.addAll(offers.values());
        return List.copyOf(all);
    }

    @Override
    public void install(EngineVersion version, FetchProgress progress) {
        if (version.kind().isContained()) {
            String _ = image(version);
        } else {
            others.install(version, progress);
        }
    }

    private String image(EngineVersion version) {
        String image = images.get(version);
        if (image == null) {
            throw new EngineException(
                    Reason.NOT_FOR_THIS_HOST, "no image that was named is of " + version);
        }
        return image;
    }

    @Override
    public DatabaseServer create(
            EngineVersion version, ServerSpec spec, Login master, @Nullable String database) {
        if (!version.kind().isContained()) {
            return others.create(version, spec, master, database);
        }
        DatabaseServer server = make(version, spec, master, database, null);
        host.events()
                .tell(
                        new ServerEvent(
                                spec.name(),
                                host.clock().instant(),
                                ServerEvent.Type.CREATED,
                                "Made, with " + version));
        return server;
    }

    private DatabaseServer make(
            EngineVersion version,
            ServerSpec spec,
            Login master,
            @Nullable String database,
            @Nullable Path from) {
        if (spec.archive() != null) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, version.kind().title() + " has no archive");
        }
        var _ = ImageKind.of(version.kind()).environment(spec, master, database);
        ContainerServer server =
                new ContainerServer(
                        host,
                        host.home(spec.name()),
                        new ContainerRecord(
                                version, image(version), spec, master, database, false, true));
        if (others.server(spec.name()).isPresent()
                || servers.putIfAbsent(spec.name().value(), server) != null) {
            throw new EngineException(
                    Reason.NAME_TAKEN, "there is a server " + spec.name() + " already");
        }
        try {
            server.create(from);
            return server;
        } catch (RuntimeException e) {
            servers.remove(spec.name().value());
            server.abandon();
            throw e;
        }
    }

    /** Its users and their passwords are those of the backup: the image leaves what it finds. */
    @Override
    public DatabaseServer restore(Backup backup, ServerSpec spec) {
        EngineKind kind = backup.version().kind();
        if (!kind.isContained()) {
            return others.restore(backup, spec);
        }
        DatabaseServer server =
                make(
                        backup.version(),
                        spec,
                        new Login(ImageKind.of(kind).master(), Backups.password(backup)),
                        null,
                        Backups.data(backup));
        host.events()
                .tell(
                        new ServerEvent(
                                spec.name(),
                                host.clock().instant(),
                                ServerEvent.Type.RESTORED,
                                "Restored from " + backup.directory()));
        return server;
    }

    @Override
    public DatabaseServer restore(Backup backup, Path archive, Instant until, ServerSpec spec) {
        if (backup.version().kind().isContained()) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, backup.version().kind().title() + " has no archive");
        }
        return others.restore(backup, archive, until, spec);
    }

    @Override
    public DatabaseServer replicate(DatabaseServer primary, ServerSpec spec, boolean synchronous) {
        if (primary.version().kind().isContained()) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED, primary.version().kind().title() + " has no replicas");
        }
        return others.replicate(primary, spec, synchronous);
    }

    @Override
    public void failOver(DatabaseServer primary, DatabaseServer replica) {
        others.failOver(primary, replica);
    }

    @Override
    public Backup copy(Backup backup, Path directory) {
        if (!backup.version().kind().isContained()) {
            return others.copy(backup, directory);
        }
        try {
            return Backups.copy(backup, directory, host::copy);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Backup backupAt(Path directory) {
        return others.backupAt(directory);
    }

    @Override
    public void trimArchive(Path archive, Backup oldest) {
        others.trimArchive(archive, oldest);
    }

    @Override
    public List<DatabaseServer> servers() {
        List<DatabaseServer> all = new ArrayList<>(others.servers());
        all.addAll(servers.values());
        all.sort(Comparator.comparing(server -> server.name().value()));
        return List.copyOf(all);
    }

    @Override
    public Optional<DatabaseServer> server(ServerName name) {
        ContainerServer ours = servers.get(name.value());
        return ours != null ? Optional.of(ours) : others.server(name);
    }

    @Override
    public void checkTokens(TokenCheck check) {
        others.checkTokens(check);
    }

    @Override
    public void onEvent(Consumer<ServerEvent> listener) {
        others.onEvent(listener);
        host.events().listen(listener);
    }

    @Override
    public void close() {
        shut(ContainerServer::shut);
        others.close();
    }

    /** Lets go of the containers without stopping them, as a crash does; the others are left. */
    public void leave() {
        shut(ContainerServer::letGo);
    }

    private void shut(Consumer<ContainerServer> end) {
        tasks.close();
        try (ExecutorService ends = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.values().forEach(server -> ends.execute(() -> end.accept(server)));
        }
        host.events().close();
        host.engine().close();
    }
}
