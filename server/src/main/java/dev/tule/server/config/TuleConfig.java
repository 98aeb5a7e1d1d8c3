package dev.tule.server.config;

import dev.tule.http.Tls;
import dev.tule.wamp.router.authorization.Permission;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code tule.yaml} says.
 *
 * @param router realms and limits
 * @param tls what the web port shows; empty for plain text
 * @param bridges of the realms that have any; no two at the same path
 */
public record TuleConfig(RouterConfig router, Optional<Tls> tls, List<BridgesConfig> bridges) {
    /** Its name in the data directory. */
    public static final String FILE = "tule.yaml";

    /** Without a file: the realm realm1, open to everybody who reaches it. */
    public static TuleConfig defaults() {
        RealmConfig open =
                RealmConfig.open("realm1").withRoles(Role.of("anonymous", Permission.all()));
        return new TuleConfig(
                RouterConfig.defaults().withRealms(open), Optional.empty(), List.of());
    }

    /**
     * Reads a file.
     *
     * @throws ConfigFileError where something in it is wrong
     */
    public static TuleConfig read(Path path) throws ConfigFileError {
        return of(YamlFile.read(path));
    }

    /** Reads the file, or takes the defaults where there is none. */
    public static TuleConfig readIfThere(Path path) throws ConfigFileError {
        return Files.exists(path) ? read(path) : defaults();
    }

    static TuleConfig of(Section file) throws ConfigFileError {
        RouterLimits limits = LimitsReader.read(file.take("limits"));
        Optional<Tls> tls = tls(file.take("tls"));
        List<RealmConfig> realms = new ArrayList<>();
        List<BridgesConfig> bridges = new ArrayList<>();
        Optional<Value> all = file.take("realms");
        file.end();
        if (all.isEmpty()) {
            realms.addAll(defaults().router().realms());
        } else {
            Section section = all.get().section();
            Set<String> paths = new HashSet<>();
            for (String name : section.names()) {
                RealmReader realm = new RealmReader(name, section.require(name), paths);
                realms.add(realm.read());
                realm.bridges().ifPresent(bridges::add);
            }
        }
        return new TuleConfig(new RouterConfig(realms, limits), tls, List.copyOf(bridges));
    }

    private static Optional<Tls> tls(Optional<Value> value) throws ConfigFileError {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Section section = value.get().section();
        Tls tls = new Tls(section.require("certificate").file(), section.require("key").file());
        Optional<Value> authorities = section.take("client-authorities");
        Optional<Value> required = section.take("client-certificates-required");
        section.end();
        if (authorities.isPresent()) {
            boolean needed = required.isPresent() && required.get().flag();
            return Optional.of(tls.withClients(authorities.get().file(), needed));
        }
        if (required.isPresent()) {
            throw required.get().error("needs client-authorities: who signs them");
        }
        return Optional.of(tls);
    }
}
