package dev.tule.vnet;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An immutable map from addresses to interfaces, which is read without making objects. */
final class AddressMap {
    static final AddressMap EMPTY = new AddressMap(Map.of());

    private final int[] addresses;
    private final @Nullable NetworkInterface[] interfaces;
    private final int mask;

    AddressMap(Map<Integer, NetworkInterface> from) {
        int slots = Integer.highestOneBit(Math.max(1, from.size())) * 4;
        mask = slots - 1;
        addresses = new int[slots];
        interfaces = new NetworkInterface[slots];
        from.forEach(
                (address, found) -> {
                    int slot = slot(address);
                    while (interfaces[slot] != null) {
                        slot = (slot + 1) & mask;
                    }
                    addresses[slot] = address;
                    interfaces[slot] = found;
                });
    }

    private int slot(int address) {
        return ((address * 0x9e37_79b9) >>> 16) & mask;
    }

    @Nullable NetworkInterface get(int address) {
        int slot = slot(address);
        while (true) {
            NetworkInterface found = interfaces[slot];
            if (found == null || addresses[slot] == address) {
                return found;
            }
            slot = (slot + 1) & mask;
        }
    }
}
