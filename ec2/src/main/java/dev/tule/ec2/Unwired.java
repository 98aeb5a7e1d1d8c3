package dev.tule.ec2;

import dev.tule.compute.DriverUnavailableException;
import dev.tule.ec2.image.ImageLibrary;
import dev.tule.ec2.instance.Drivers;
import dev.tule.ec2.instance.Host;
import dev.tule.ec2.instance.InstanceProfiles;
import dev.tule.ec2.volume.DiskFiles;
import dev.tule.ec2.volume.DiskTool;

import java.nio.file.Path;

/** Stands where the driver and the disks of machines are not wired in yet. */
final class Unwired implements DiskTool {
    private static final int MOST_INSTANCES = 100;

    private static DriverUnavailableException unavailable() {
        return new DriverUnavailableException("Machines are not wired into the server yet.");
    }

    static final Drivers DRIVERS =
            () -> {
                throw unavailable();
            };

    static final ImageLibrary IMAGES =
            _ -> {
                throw unavailable();
            };

    static Host host(Path directory) {
        return new Host(
                DRIVERS,
                IMAGES,
                new DiskFiles(directory, new Unwired()),
                directory,
                InstanceProfiles.NONE,
                MOST_INSTANCES);
    }

    @Override
    public void create(Path file, long sizeBytes) {
        throw unavailable();
    }

    @Override
    public void overlay(Path file, Path base, long sizeBytes) {
        throw unavailable();
    }

    @Override
    public void copy(Path from, Path to) {
        throw unavailable();
    }

    @Override
    public void grow(Path file, long sizeBytes) {
        throw unavailable();
    }

    @Override
    public long sizeBytes(Path file) {
        throw unavailable();
    }
}
