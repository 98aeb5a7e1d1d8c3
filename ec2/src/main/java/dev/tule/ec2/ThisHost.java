package dev.tule.ec2;

import dev.tule.aws.Secrets;
import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.choice.DriverChoice;
import dev.tule.compute.choice.DriverWish;
import dev.tule.compute.container.ContainerDriver;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.ImageException;
import dev.tule.compute.image.MachineImage;
import dev.tule.compute.qemu.QemuConfig;
import dev.tule.compute.qemu.SocketDirectory;
import dev.tule.ec2.image.BuiltIn;
import dev.tule.ec2.image.ImageLibrary;
import dev.tule.ec2.instance.Host;
import dev.tule.ec2.instance.InstanceProfiles;
import dev.tule.ec2.volume.DiskFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Machines on this host, with the images that it makes. Safe for use by many threads. */
public final class ThisHost {
    private static final System.Logger LOG = System.getLogger(ThisHost.class.getName());
    private static final int MOST_INSTANCES = 100;

    private ThisHost() {}

    /**
     * This host, with the best driver that it can and that is wished for, and this much room for
     * machines. Nothing is started before it is needed.
     *
     * @param directory where disks, images and machines lie
     * @param templates whether machines are resumed from templates where that can be
     * @param secrets seals the keys of disks
     */
    public static Host in(
            Path directory,
            DriverWish wish,
            HostBudget budget,
            boolean templates,
            Secrets secrets) {
        QemuConfig config =
                QemuConfig.in(machines(directory)).withBudget(budget).withWarm(templates);
        return in(directory, images -> driver(wish, config, images), secrets);
    }

    /** The same with a driver that is opened, with these images, when it is first needed. */
    static Host in(Path directory, Function<ImageBuilder, InstanceDriver> driver, Secrets secrets) {
        ImageBuilder images = new ImageBuilder(images(directory));
        return new Host(
                () -> driver.apply(images),
                new Library(images),
                new DiskFiles(directory, new HostDisks(DiskFiles.keys(directory))),
                SocketDirectory.near(machines(directory)),
                InstanceProfiles.NONE,
                secrets,
                MOST_INSTANCES);
    }

    /** Where images lie within a host's directory. */
    public static Path images(Path directory) {
        return directory.resolve("images");
    }

    /** Where machines lie within a host's directory. */
    public static Path machines(Path directory) {
        return directory.resolve("machines");
    }

    private static InstanceDriver driver(DriverWish wish, QemuConfig config, ImageBuilder images) {
        try {
            return DriverChoice.open(wish, config, images, ThisHost::log);
        } catch (IOException e) {
            throw new DriverFailureException("the driver's directories can't be made: " + e, e);
        }
    }

    private static void log(String step) {
        LOG.log(System.Logger.Level.INFO, step);
    }

    /** Makes images by their recipes. */
    private record Library(ImageBuilder builder) implements ImageLibrary {
        @Override
        public Base prepare(BuiltIn wanted) {
            try {
                MachineImage image =
                        wanted.isDebian()
                                ? builder.debian(false, ThisHost::log)
                                : builder.tiny(wanted.architecture(), ThisHost::log);
                return new Base(image.boot(), Optional.of(image.disk()));
            } catch (ImageException e) {
                throw new DriverUnavailableException(
                        "%s. To have what it is made of: %s"
                                .formatted(
                                        e.getMessage(),
                                        wanted.isDebian()
                                                ? ImageBuilder.DEBIAN_INSTALL_LINE
                                                : DriverChoice.installLine(wanted.architecture())));
            }
        }

        @Override
        public Optional<String> obstacle(BuiltIn wanted) {
            return wanted.isDebian() && wanted.architecture() != Architecture.host()
                    ? Optional.of(
                            "Debian's image is made on hosts of its own architecture, and this is "
                                    + Architecture.host().debianName())
                    : Optional.empty();
        }

        /** Only the tiny one can do without a kernel of its own. */
        @Override
        public Boot.Archive archive(BuiltIn wanted) {
            if (wanted.isDebian()) {
                return ImageLibrary.super.archive(wanted);
            }
            try {
                return builder.tinyArchive(ThisHost::log);
            } catch (ImageException e) {
                throw new DriverUnavailableException(
                        "%s. To have what it is made of: %s"
                                .formatted(e.getMessage(), ContainerDriver.INSTALL_LINE));
            }
        }
    }
}
