package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Cidr;

/**
 * A numbered rule of a network ACL.
 *
 * @param number 1 to 32766; the lowest that matches decides
 * @param traffic protocol and destination ports
 * @param peer the source's addresses for ingress, the destination's for egress
 * @param allow or deny
 */
public record AclEntry(int number, Traffic traffic, Cidr peer, boolean allow) {
    public AclEntry {
        if (number < 1 || number > 32_766) {
            throw new IllegalArgumentException(
                    "a network ACL numbers from 1 to 32766, not " + number);
        }
    }
}
