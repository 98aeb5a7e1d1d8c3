package dev.tule.engines.container;

import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Login;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.engine.PropertiesFile;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.engine.StoredSpec;
import java.io.IOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a server that is a container.
 *
 * @param image what its engine calls its image
 * @param master the user that the image makes
 * @param database that the image was asked to make; null for none
 * @param made whether it has once been available; what hasn't is made anew
 * @param wanted whether it shall run
 */
record ContainerRecord(
        EngineVersion version,
        String image,
        ServerSpec spec,
        Login master,
        @Nullable String database,
        boolean made,
        boolean wanted) {

    ContainerRecord withSpec(ServerSpec changed) {
        return new ContainerRecord(version, image, changed, master, database, made, wanted);
    }

    ContainerRecord withWanted(boolean running) {
        return new ContainerRecord(version, image, spec, master, database, made, running);
    }

    ContainerRecord asMade() {
        return new ContainerRecord(version, image, spec, master, database, true, wanted);
    }

    /** Writes it down, on stable storage, for its owner alone. */
    void save(ServerHome home) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("engine", version.kind().name());
        properties.setProperty("version", version.number());
        properties.setProperty("image", image);
        properties.setProperty("user", master.user());
        properties.setProperty("password", master.password());
        properties.setProperty("made", Boolean.toString(made));
        properties.setProperty("wanted", Boolean.toString(wanted));
        if (database != null) {
            properties.setProperty("database", database);
        }
        StoredSpec.put(spec, properties);
        PropertiesFile.write(home.record(), properties);
    }

    /**
     * @throws IOException when it can't be read, or isn't whole
     */
    static ContainerRecord load(ServerHome home) throws IOException {
        Properties properties = PropertiesFile.read(home.record());
        try {
            return new ContainerRecord(
                    new EngineVersion(
                            EngineKind.valueOf(properties.getProperty("engine")),
                            properties.getProperty("version")),
                    properties.getProperty("image"),
                    StoredSpec.spec(properties),
                    new Login(properties.getProperty("user"), properties.getProperty("password")),
                    properties.getProperty("database"),
                    Boolean.parseBoolean(properties.getProperty("made")),
                    Boolean.parseBoolean(properties.getProperty("wanted")));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException(home.record() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "ContainerRecord[" + spec.name() + ", " + version + "]";
    }
}
