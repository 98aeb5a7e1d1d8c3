package dev.tule.rds.snapshot;

import dev.tule.aws.stored.Form;
import dev.tule.rds.resource.Status;
import dev.tule.store.Key;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A DB snapshot. Immutable.
 *
 * @param directory the name of the directory in which its backup lies
 */
public record SavedSnapshot(DBSnapshot description, String directory) {
    static final Form<SavedSnapshot> FORM = new SnapshotForm();

    private static final String OF_ARN = ":snapshot:";
    public static final String MANUAL = "manual";
    public static final String AUTOMATED = "automated";

    public String id() {
        return description.dbSnapshotIdentifier();
    }

    /**
     * What an ARN names; a name stays as it is. An automated snapshot's has a colon, as ARNs do.
     */
    public static String idOf(String nameOrArn) {
        int start = nameOrArn.startsWith("arn:") ? nameOrArn.indexOf(OF_ARN) : -1;
        return start < 0 ? nameOrArn : nameOrArn.substring(start + OF_ARN.length());
    }

    public String arn() {
        return description.dbSnapshotArn();
    }

    /** The resource id of the instance that it was taken of. */
    public String source() {
        return description.dbiResourceId();
    }

    public boolean isAvailable() {
        return Status.AVAILABLE.equals(description.status());
    }

    public boolean isAutomated() {
        return AUTOMATED.equals(description.snapshotType());
    }

    public SavedSnapshot with(Consumer<DBSnapshot.Builder> change) {
        DBSnapshot.Builder builder = description.toBuilder();
        change.accept(builder);
        return new SavedSnapshot(builder.build(), directory);
    }

    /** A tuple: description, directory. */
    private static final class SnapshotForm implements Form<SavedSnapshot> {
        private static final Form<DBSnapshot> DESCRIPTION =
                Form.ofSdk(DBSnapshot.class, DBSnapshot::builder);

        @Override
        public byte[] write(SavedSnapshot snapshot) {
            return Key.of(DESCRIPTION.write(snapshot.description), snapshot.directory).toBytes();
        }

        @Override
        public SavedSnapshot read(byte[] row) {
            List<Object> fields = Key.ofBytes(row).elements();
            return new SavedSnapshot(
                    DESCRIPTION.read((byte[]) fields.getFirst()), (String) fields.getLast());
        }
    }
}
