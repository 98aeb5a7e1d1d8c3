package dev.tule.ec2.network.live;

import dev.tule.ec2.network.PrivateDnsName;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.dns.DnsAnswer;
import dev.tule.vnet.dns.DnsQuestion;
import dev.tule.vnet.dns.PrivateNames;
import dev.tule.vnet.packet.Ipv4Address;
import java.util.List;

/**
 * The names of a region's machines: {@code ip-10-0-0-5.ec2.internal} and back (VPC User Guide, "DNS
 * attributes for your VPC").
 */
final class VpcNames implements PrivateNames {
    private static final String REVERSE = ".in-addr.arpa";

    private final String region;
    private final String domain;
    private final DnsSupport support;

    VpcNames(String region, DnsSupport support) {
        this.region = region;
        this.support = support;
        this.domain = "." + PrivateDnsName.domain(region);
    }

    @Override
    public DnsAnswer find(DnsQuestion question, NetworkInterface from) {
        if (!support.isOn(from)) {
            return new DnsAnswer.NotOurs();
        }
        String name = question.name();
        if (name.endsWith(domain)) {
            String host = name.substring(0, name.length() - domain.length());
            return PrivateDnsName.address(host)
                    .filter(address -> from.vpc().range().contains(address))
                    .<DnsAnswer>map(address -> new DnsAnswer.Addresses(List.of(address)))
                    .orElseGet(DnsAnswer.NoSuchName::new);
        }
        if (name.endsWith(REVERSE)) {
            return reverse(name.substring(0, name.length() - REVERSE.length()), from);
        }
        return new DnsAnswer.NotOurs();
    }

    private DnsAnswer reverse(String digits, NetworkInterface from) {
        List<String> words = List.of(digits.split("\\.", -1)).reversed();
        Ipv4Address address;
        try {
            address = Ipv4Address.of(String.join(".", words));
        } catch (IllegalArgumentException e) {
            return new DnsAnswer.NotOurs();
        }
        if (!from.vpc().range().contains(address)) {
            return new DnsAnswer.NotOurs();
        }
        return from.vpc().find(address) == null
                ? new DnsAnswer.NoSuchName()
                : new DnsAnswer.Name(PrivateDnsName.of(address.toString(), region));
    }
}
