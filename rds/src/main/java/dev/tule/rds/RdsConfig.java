package dev.tule.rds;

import dev.tule.engines.EngineOffer;
import dev.tule.rds.engine.Engine;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What RDS is started with.
 *
 * @param directory where snapshots, automated backups and archived logs lie
 * @param address the address of this machine on which all instances listen, each on a port of its
 *     own; null to give each instance a loopback address of its own, which only this machine
 *     reaches and on which any port is free. Only Linux has those; elsewhere null means 127.0.0.1
 * @param mostMemoryBytes the most memory that an instance's caches are sized for, whatever its
 *     class has on AWS
 * @param images what the engines offer of those editions whose servers are containers
 * @param rest how long at most between two looks after an instance that nothing is being done to
 */
public record RdsConfig(
        Path directory,
        @Nullable InetAddress address,
        long mostMemoryBytes,
        Map<Engine, EngineOffer> images,
        Duration rest) {

    public RdsConfig {
        images = Map.copyOf(images);
    }

    /** Loopback addresses, 1 GiB at most, and a look every ten seconds. */
    public static RdsConfig in(Path directory) {
        return new RdsConfig(directory, null, 1L << 30, Map.of(), Duration.ofSeconds(10));
    }

    public RdsConfig withAddress(InetAddress shared) {
        return new RdsConfig(directory, shared, mostMemoryBytes, images, rest);
    }

    public RdsConfig withMemory(long mostBytes) {
        return new RdsConfig(directory, address, mostBytes, images, rest);
    }

    public RdsConfig withRest(Duration longest) {
        return new RdsConfig(directory, address, mostMemoryBytes, images, longest);
    }

    public RdsConfig withImages(Map<Engine, EngineOffer> offered) {
        return new RdsConfig(directory, address, mostMemoryBytes, offered, rest);
    }
}
