package dev.tule.server.config;

import dev.tule.engines.container.ContainerEngines;
import dev.tule.rds.engine.Engine;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code rds} says in {@code tule.yaml}.
 *
 * @param address where all instances listen; none for a loopback address for each
 * @param memoryBytes the most that an instance's caches are sized for
 * @param containers images by the names of the engines whose servers they are
 * @param installed programs of installed database servers that are offered, too
 */
public record DatabasesConfig(
        Optional<InetAddress> address,
        long memoryBytes,
        List<Path> installed,
        Map<Engine, String> containers) {
    private static final long USUAL_MEMORY = 1L << 30;
    private static final long LEAST_MEMORY = 64L << 20;
    private static final long MOST_MEMORY = 1L << 40;

    public DatabasesConfig {
        installed = List.copyOf(installed);
        containers = Map.copyOf(containers);
    }

    static DatabasesConfig defaults() {
        return new DatabasesConfig(Optional.empty(), USUAL_MEMORY, List.of(), Map.of());
    }

    static DatabasesConfig read(Optional<Value> value) throws ConfigFileError {
        if (value.isEmpty()) {
            return defaults();
        }
        Section section = value.get().section();
        Optional<Value> address = section.take("address");
        Optional<Value> memory = section.take("memory");
        Optional<Value> installed = section.take("installed");
        Optional<Value> containers = section.take("containers");
        section.end();
        List<Path> programs = new ArrayList<>();
        if (installed.isPresent()) {
            for (Value program : installed.get().list()) {
                programs.add(program.file());
            }
        }
        return new DatabasesConfig(
                address.isEmpty() ? Optional.empty() : Optional.of(literal(address.get())),
                memory.isEmpty() ? USUAL_MEMORY : memory.get().size(LEAST_MEMORY, MOST_MEMORY),
                programs,
                containers.isEmpty() ? Map.of() : images(containers.get().section()));
    }

    private static Map<Engine, String> images(Section section) throws ConfigFileError {
        Map<Engine, String> images = new EnumMap<>(Engine.class);
        for (Engine engine : Engine.values()) {
            if (engine.isContained()) {
                Optional<Value> image = section.take(engine.word());
                if (image.isPresent()) {
                    images.put(engine, name(image.get()));
                }
            }
        }
        section.end();
        return images;
    }

    private static String name(Value value) throws ConfigFileError {
        String name = value.text();
        if (!ContainerEngines.isImage(name)) {
            throw value.error("must be an image's name, such as gvenzl/oracle-free:23.5");
        }
        return name;
    }

    private static InetAddress literal(Value value) throws ConfigFileError {
        try {
            return InetAddress.ofLiteral(value.text());
        } catch (IllegalArgumentException wrong) {
            throw value.error("must be an IP address of this machine, such as 192.168.7.2");
        }
    }
}
