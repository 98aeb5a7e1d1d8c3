package dev.tule.ec2;

import dev.tule.compute.DiskFile;
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
    public void create(DiskFile file, long sizeBytes) {
        try {
            Files.createFile(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        grow(file, sizeBytes);
    }

    @Override
    public void overlay(DiskFile file, Path base, long sizeBytes) {
        copy(DiskFile.qcow2(base), file, sizeBytes);
    }

    @Override
    public void copy(DiskFile from, DiskFile to, long sizeBytes) {
        try {
            Files.copy(from.path(), to.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        grow(to, sizeBytes);
    }

    @Override
    public boolean canBeBase(DiskFile disk) {
        return true;
    }

    @Override
    public void difference(DiskFile whole, DiskFile base, DiskFile to) {
        copy(whole, to, sizeBytes(whole.path()));
    }

    @Override
    public void convert(Path from, DiskFormat format, DiskFile to) {
        copy(DiskFile.qcow2(from), to, sizeBytes(from));
    }

    @Override
    public void grow(DiskFile file, long sizeBytes) {
        sizes.put(file.path(), sizeBytes);
    }

    @Override
    public long sizeBytes(Path file) {
        return sizes.getOrDefault(file, 0L);
    }
}
