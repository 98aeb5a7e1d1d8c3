package dev.tule.compute;

import java.util.regex.Pattern;

/**
 * What opens an encrypted disk. Secret: it is never written to a file, a log or a command line.
 *
 * @param id a name for it that may be told, 1 to 64 letters, digits and hyphens
 * @param passphrase of the disk's LUKS header: printable ASCII, of at least 128 bits of randomness,
 *     since no time is spent on making its guessing slow
 */
public record DiskKey(String id, String passphrase) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{22,256}");

    public DiskKey {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a key's id: " + id);
        }
        if (!PRINTABLE.matcher(passphrase).matches()) {
            throw new IllegalArgumentException(
                    "not a passphrase of 22 to 256 printable characters");
        }
    }

    @Override
    public String toString() {
        return "DiskKey[" + id + "]";
    }
}
