package dev.tule.ec2.network;

import dev.tule.aws.AccountRegion;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Store;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The public addresses of a place: a part of this host's loopback network, where ports of machines
 * are published, so that what DescribeInstances calls a public address is one that the host's user
 * reaches. Each place has a block of 1,024 addresses of 127.16.0.0/12, drawn at its first use: two
 * servers on one host are unlikely to meet.
 *
 * <p>Rows, in the shard {@code ec2}, which all places share: {@code ("place", account, region)}
 * with the number of its block, and {@code ("block", number)} with nothing. Safe for use by many
 * threads.
 */
public final class PublicAddresses {
    private static final Shard SHARD = new Shard("ec2");
    private static final Cidr RANGE = Cidr.of("127.16.0.0/12");
    private static final int BLOCK_BITS = 10;
    private static final int BLOCKS = 1 << (32 - RANGE.prefixLength() - BLOCK_BITS);
    private static final int MOST_PLACES = 1_000;
    private static final byte[] NOTHING = {};

    private final Cidr block;
    private final RandomGenerator random;

    private PublicAddresses(Cidr block, RandomGenerator random) {
        this.block = block;
        this.random = random;
    }

    /** The addresses of a place, which becomes known by it. */
    public static PublicAddresses of(Place place) {
        Key key = Key.of("place", place.account(), place.region());
        int number =
                place.store()
                        .transact(
                                SHARD,
                                rows -> {
                                    byte[] known = rows.get(key).orElse(null);
                                    if (known != null) {
                                        return number(known);
                                    }
                                    int drawn = draw(rows, place.random());
                                    rows.put(Key.of("block", drawn), NOTHING);
                                    rows.put(key, Key.of(drawn).toBytes());
                                    return drawn;
                                });
        Ipv4Address base = RANGE.base().plus(number << BLOCK_BITS);
        return new PublicAddresses(new Cidr(base, 32 - BLOCK_BITS), place.random());
    }

    private static int number(byte[] row) {
        return ((Long) Key.ofBytes(row).elements().getFirst()).intValue();
    }

    private static int draw(Snapshot rows, RandomGenerator random) {
        int start = random.nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int number = (start + i) % BLOCKS;
            if (rows.get(Key.of("block", number)).isEmpty()) {
                return number;
            }
        }
        throw Faults.of(
                "AddressLimitExceeded",
                "All %d blocks of public addresses are taken by other places.".formatted(BLOCKS));
    }

    /** All places that have been used. */
    public static List<AccountRegion> places(Store store) {
        return store.read(
                SHARD,
                rows -> {
                    List<AccountRegion> places = new ArrayList<>();
                    Page page =
                            rows.range(
                                    KeyRange.within(Key.of("place")),
                                    MOST_PLACES,
                                    Direction.FORWARD);
                    for (Page.Entry entry : page.entries()) {
                        List<Object> words = entry.key().elements();
                        places.add(new AccountRegion((String) words.get(1), (String) words.get(2)));
                    }
                    return places;
                });
    }

    /** An address that nothing of the place has. */
    String free(Snapshot rows) {
        Set<String> used = used(rows);
        int addresses = 1 << BLOCK_BITS;
        int start = random.nextInt(addresses);
        for (int i = 0; i < addresses; i++) {
            int offset = (start + i) % addresses;
            String address = block.base().plus(offset).toString();
            boolean odd = (offset & 0xff) == 0 || (offset & 0xff) == 0xff;
            if (!odd && !used.contains(address)) {
                return address;
            }
        }
        throw Faults.of(
                "InsufficientAddressCapacity", "Not enough public addresses available in " + block);
    }

    private static Set<String> used(Snapshot rows) {
        Set<String> used = new HashSet<>();
        NetworkTables.ADDRESSES.all(rows).values().forEach(each -> used.add(each.publicIp()));
        NetworkTables.INTERFACES
                .all(rows)
                .values()
                .forEach(
                        each -> {
                            if (each.association() != null) {
                                used.add(each.association().publicIp());
                            }
                        });
        return used;
    }

    @Override
    public String toString() {
        return block.toString();
    }
}
