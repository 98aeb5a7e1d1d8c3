package dev.tule.compute;

import java.util.regex.Pattern;

/**
 * The name of a disk within its machine. The machine sees it as the disk's serial number: on Linux
 * under {@code /dev/disk/by-id}, where udev runs.
 *
 * @param value 1 to 29 letters, digits and hyphens, since QEMU names nothing longer
 */
public record DiskId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,28}");

    public DiskId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a disk's id (1 to 29 letters, digits, hyphens): " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
