package dev.tule.compute;

/** The driver can't do what was asked for, on this host. */
public final class UnsupportedByDriverException extends ComputeException {
    public UnsupportedByDriverException(String driver, String what) {
        super("the driver " + driver + " can't: " + what, null);
    }
}
