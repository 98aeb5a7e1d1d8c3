package dev.tule.rds;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
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
 * @param rest how long at most between two looks after an instance that nothing is being done to
 */
public record RdsConfig(
        Path directory, @Nullable InetAddress address, long mostMemoryBytes, Duration rest) {

    /** Loopback addresses, 1 GiB at most, and a look every ten seconds. */
    public static RdsConfig in(Path directory) {
        return new RdsConfig(directory, null, 1L << 30, Duration.ofSeconds(10));
    }

    public RdsConfig withAddress(InetAddress shared) {
        return new RdsConfig(directory, shared, mostMemoryBytes, rest);
    }

    public RdsConfig withMemory(long mostBytes) {
        return new RdsConfig(directory, address, mostBytes, rest);
    }

    public RdsConfig withRest(Duration longest) {
        return new RdsConfig(directory, address, mostMemoryBytes, longest);
    }
}
