package dev.tule.s3.row;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Shard;
import java.util.Arrays;
import java.util.UUID;

/**
 * The keys of S3's rows. All are tuples; those of one kind lie together, in the order that listings
 * want.
 *
 * <p>The shard {@code s3} is the directory of bucket names, which are global:
 *
 * <pre>
 * ("name", bucket)                      who has the name, and in which region
 * ("owner", account, bucket)            the names that an account has
 * ("home", account, region)             the shards that there are
 * </pre>
 *
 * <p>A shard {@code s3/<account>/<region>} holds the buckets there and all in them:
 *
 * <pre>
 * ("bucket", bucket)                    the bucket, with its id
 * ("object", bucket id, key)            the current version of an object
 * ("inline", content id)                bytes of a content that is small enough to lie here
 * ("packed", content id)                where in a volume the bytes of a content are
 * ("upload", bucket id, key, upload id) a multipart upload in progress
 * ("part", upload id, number)           a part; of a completed upload it stays, as the object's
 * ("purge", bucket id)                  a deleted bucket whose uploads have yet to be removed
 * </pre>
 *
 * <p>For versioning, {@code ("version", bucket id, key, order)} is kept free for versions that
 * aren't current, newest first; a key whose current version is a delete marker will then have no
 * {@code "object"} row, so listing objects will go on to read nothing else.
 */
public final class Keys {
    private static final String NAME = "name";
    private static final String OWNER = "owner";
    private static final String HOME = "home";
    private static final String BUCKET = "bucket";
    private static final String OBJECT = "object";
    private static final String INLINE = "inline";
    private static final String PACKED = "packed";
    private static final String UPLOAD = "upload";
    private static final String PART = "part";
    private static final String PURGE = "purge";

    /** Where bucket names are claimed. */
    public static final Shard DIRECTORY = new Shard("s3");

    private Keys() {}

    /** The shard of an account's buckets in a region. */
    public static Shard home(String account, String region) {
        return new Shard("s3/" + account + "/" + region);
    }

    public static Key name(String bucket) {
        return Key.of(NAME, bucket);
    }

    public static KeyRange names() {
        return KeyRange.within(Key.of(NAME));
    }

    public static Key owned(String account, String bucket) {
        return Key.of(OWNER, account, bucket);
    }

    public static Key owner(String account) {
        return Key.of(OWNER, account);
    }

    public static Key homeOf(String account, String region) {
        return Key.of(HOME, account, region);
    }

    public static KeyRange homes() {
        return KeyRange.within(Key.of(HOME));
    }

    public static Key bucket(String bucket) {
        return Key.of(BUCKET, bucket);
    }

    public static Key object(UUID bucket, String key) {
        return Key.of(OBJECT, bucket, key);
    }

    public static Key objects(UUID bucket) {
        return Key.of(OBJECT, bucket);
    }

    public static KeyRange allObjects() {
        return KeyRange.within(Key.of(OBJECT));
    }

    public static Key inline(UUID content) {
        return Key.of(INLINE, content);
    }

    public static Key packed(UUID content) {
        return Key.of(PACKED, content);
    }

    public static KeyRange allPacked() {
        return KeyRange.within(Key.of(PACKED));
    }

    public static Key upload(UUID bucket, String key, UUID upload) {
        return Key.of(UPLOAD, bucket, key, upload);
    }

    public static Key uploads(UUID bucket) {
        return Key.of(UPLOAD, bucket);
    }

    public static Key part(UUID upload, int number) {
        return Key.of(PART, upload, number);
    }

    public static KeyRange parts(UUID upload) {
        return KeyRange.within(Key.of(PART, upload));
    }

    public static KeyRange allParts() {
        return KeyRange.within(Key.of(PART));
    }

    public static Key purge(UUID bucket) {
        return Key.of(PURGE, bucket);
    }

    public static KeyRange purges() {
        return KeyRange.within(Key.of(PURGE));
    }

    /**
     * The rows under {@code parent} whose next element is a string that starts with {@code prefix}.
     * UTF-8 never has the byte FF, so it ends the range.
     */
    public static KeyRange startingWith(Key parent, String prefix) {
        Key open = open(parent.with(prefix));
        return new KeyRange(open, open.followedBy((byte) 0xFF));
    }

    /** The first possible row beyond every string that starts with {@code prefix}. */
    public static Key beyond(Key parent, String prefix) {
        return open(parent.with(prefix)).followedBy((byte) 0xFF);
    }

    /** What of a range is beyond a key, which may lie before it. */
    public static KeyRange after(KeyRange range, Key key) {
        return range.from().compareTo(key) > 0 ? range : range.after(key);
    }

    /** Without the byte that ends the last string. */
    private static Key open(Key key) {
        byte[] bytes = key.toBytes();
        return Key.ofBytes(Arrays.copyOf(bytes, bytes.length - 1));
    }

    /** The last element of a row's key. */
    public static Object last(Key key) {
        return key.elements().getLast();
    }
}
