package dev.tule.ec2;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.disk.EncryptedDisks;
import dev.tule.ec2.volume.DiskTool;
import java.nio.file.Path;
import java.time.Duration;

/** Disks by qemu-img, looked for at each call: it may be installed meanwhile. */
final class HostDisks implements DiskTool {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final EncryptedDisks encrypted;

    /**
     * @param keys a directory for the keys' empty disks
     */
    HostDisks(Path keys) {
        this.encrypted = new EncryptedDisks(DiskImages::open, keys);
    }

    @Override
    public void create(DiskFile file, long sizeBytes) {
        if (file.isEncrypted()) {
            encrypted.create(file, sizeBytes);
        } else {
            DiskImages.open().create(file.path(), sizeBytes);
        }
    }

    @Override
    public void overlay(DiskFile file, Path base, long sizeBytes) {
        if (file.isEncrypted()) {
            encrypted.createOn(base, file, sizeBytes);
        } else {
            DiskImages.open().createOn(base, DiskFormat.QCOW2, file.path(), sizeBytes);
        }
    }

    @Override
    public void copy(DiskFile from, DiskFile to, long sizeBytes) {
        create(to, sizeBytes);
        DiskImages.open().copy(from, to, LONGEST);
    }

    @Override
    public boolean canBeBase(DiskFile disk) {
        return DiskImages.canBeBase(disk);
    }

    @Override
    public void difference(DiskFile whole, DiskFile base, DiskFile to) {
        overlay(to, whole.path(), sizeBytes(whole.path()));
        DiskImages.open().keepDifference(whole, base, to, LONGEST);
    }

    @Override
    public void convert(Path from, DiskFormat format, DiskFile to) {
        if (to.isEncrypted()) {
            DiskFile source = new DiskFile(from, format, null);
            copy(source, to, DiskImages.open().info(from, format).sizeBytes());
        } else {
            DiskImages.open().flatten(from, format, to.path(), LONGEST);
        }
    }

    @Override
    public void grow(DiskFile file, long sizeBytes) {
        DiskImages.open().grow(file, sizeBytes);
    }

    @Override
    public long sizeBytes(Path file) {
        return DiskImages.open().info(file, DiskFormat.QCOW2).sizeBytes();
    }
}
