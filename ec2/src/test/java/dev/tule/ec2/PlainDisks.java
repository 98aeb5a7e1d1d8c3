package dev.tule.ec2;

import dev.tule.compute.DiskFormat;
import dev.tule.ec2.volume.DiskTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Disks that are small files, whatever size they are said to have: an overlay begins as a copy. */
final class PlainDisks implements DiskTool {
    private final Map<Path, Long> sizes = new ConcurrentHashMap<>();

    @Override
    public void create(Path file, long sizeBytes) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        grow(file, sizeBytes);
    }

    @Override
    public void overlay(Path file, Path base, long sizeBytes) {
        copy(base, file);
        grow(file, sizeBytes);
    }

    @Override
    public void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sizes.put(to, sizes.getOrDefault(from, 0L));
    }

    @Override
    public void convert(Path from, DiskFormat format, Path to) {
        copy(from, to);
    }

    @Override
    public void grow(Path file, long sizeBytes) {
        sizes.put(file, sizeBytes);
    }

    @Override
    public long sizeBytes(Path file) {
        return sizes.getOrDefault(file, 0L);
    }
}
