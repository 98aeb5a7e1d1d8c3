package dev.tule.ec2;

import dev.tule.compute.Architecture;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.ImageException;
import dev.tule.compute.image.MachineImage;
import dev.tule.compute.qemu.Accelerator;
import dev.tule.compute.qemu.QemuConfig;
import dev.tule.compute.qemu.QemuDriver;
import dev.tule.compute.qemu.SocketDirectory;
import dev.tule.ec2.image.ImageLibrary;
import dev.tule.ec2.instance.Host;
import dev.tule.ec2.instance.InstanceProfiles;
import dev.tule.ec2.volume.DiskFiles;
import dev.tule.ec2.volume.DiskTool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Machines by QEMU on this host, with the images that it makes. Safe for use by many threads. */
public final class ThisHost {
    private static final System.Logger LOG = System.getLogger(ThisHost.class.getName());
    private static final int MOST_INSTANCES = 100;
    private static final String INSTALL =
            " Install what is needed: apt-get install --no-install-recommends qemu-system-x86"
                    + " qemu-utils busybox-static linux-image-cloud-amd64 dropbear-bin e2fsprogs";

    private ThisHost() {}

    /**
     * This host. Nothing is started before it is needed.
     *
     * @param directory where disks, images and machines lie
     */
    public static Host in(Path directory) {
        Path machines = directory.resolve("machines");
        return new Host(
                () -> driver(machines),
                new Library(new ImageBuilder(directory.resolve("images"))),
                new DiskFiles(directory, new QemuDisks()),
                SocketDirectory.near(machines),
                InstanceProfiles.NONE,
                MOST_INSTANCES);
    }

    private static InstanceDriver driver(Path machines) {
        try {
            return QemuDriver.open(QemuConfig.in(machines), Accelerator.TCG);
        } catch (DriverUnavailableException e) {
            throw new DriverUnavailableException(e.getMessage() + "." + INSTALL);
        } catch (IOException e) {
            throw new DriverFailureException("QEMU's directories can't be made: " + e, e);
        }
    }

    /** Makes the tiny image; Debian's is not made yet. */
    private record Library(ImageBuilder builder) implements ImageLibrary {
        @Override
        public Base prepare(String name) {
            if (!name.equals(ImageBuilder.TINY)) {
                throw new DriverUnavailableException("The image " + name + " is not made yet.");
            }
            try {
                MachineImage image =
                        builder.tiny(
                                Architecture.host(),
                                step -> LOG.log(System.Logger.Level.INFO, step));
                return new Base(image.boot(), Optional.of(image.disk()));
            } catch (ImageException e) {
                throw new DriverUnavailableException(e.getMessage() + "." + INSTALL);
            }
        }
    }

    /** Disks by qemu-img, looked for at each call: it may be installed meanwhile. */
    private static final class QemuDisks implements DiskTool {
        private static final Duration LONGEST = Duration.ofHours(1);

        @Override
        public void create(Path file, long sizeBytes) {
            DiskImages.open().create(file, sizeBytes);
        }

        @Override
        public void overlay(Path file, Path base, long sizeBytes) {
            DiskImages.open().createOn(base, DiskFormat.QCOW2, file, sizeBytes);
        }

        @Override
        public void copy(Path from, Path to) {
            DiskImages.open().flatten(from, DiskFormat.QCOW2, to, LONGEST);
        }

        @Override
        public void convert(Path from, DiskFormat format, Path to) {
            DiskImages.open().flatten(from, format, to, LONGEST);
        }

        @Override
        public void grow(Path file, long sizeBytes) {
            DiskImages.open().grow(file, DiskFormat.QCOW2, sizeBytes);
        }

        @Override
        public long sizeBytes(Path file) {
            return DiskImages.open().info(file, DiskFormat.QCOW2).sizeBytes();
        }
    }
}
