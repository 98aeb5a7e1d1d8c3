package dev.tule.server.cloud;

import dev.tule.acm.Acm;
import dev.tule.acm.Uses;
import dev.tule.aws.AccountRegion;
import dev.tule.cloudwatch.CloudWatch;
import dev.tule.ec2.Ec2;
import dev.tule.elb.Elb;
import dev.tule.elb.ElbConfig;
import dev.tule.elb.plane.Backends;
import dev.tule.elb.plane.MetricSink;
import dev.tule.http.Network;
import dev.tule.http.origin.Wire;
import dev.tule.iam.Iam;
import dev.tule.store.Store;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** Load balancers, with what the other parts of the cloud give them. */
final class Balancing {
    private Balancing() {}

    static Elb open(
            Store store,
            InstantSource clock,
            Network network,
            Ec2 ec2,
            CloudWatch cloudWatch,
            Iam iam,
            Acm acm) {
        Elb elb = opened(store, clock, network, ec2, cloudWatch, iam, acm);
        acm.usedBy(new Shown(elb));
        return elb;
    }

    private static Elb opened(
            Store store,
            InstantSource clock,
            Network network,
            Ec2 ec2,
            CloudWatch cloudWatch,
            Iam iam,
            Acm acm) {
        return Elb.open(
                store,
                new Elb.Means(
                        clock,
                        new SecureRandom(),
                        () -> ThreadLocalRandom.current().nextLong(),
                        ec2::client,
                        network,
                        (where, from, address, port, timeout) ->
                                connect(ec2, where, from, address, port, timeout),
                        (where, arn) ->
                                arn.startsWith("arn:aws:acm:")
                                        ? acm.find(where, arn)
                                        : iam.serverIdentities().find(where.account(), arn),
                        (where, namespace, at, readings) ->
                                cloudWatch.put(where, namespace, data(at, readings))),
                ElbConfig.DEFAULT);
    }

    /** Certificates, as load balancers show them. */
    private record Shown(Elb elb) implements Uses {
        @Override
        public Set<String> of(AccountRegion where, String certificateArn) {
            return elb.showing(where, certificateArn);
        }

        @Override
        public void renewed(AccountRegion where) {
            elb.showAnew(where);
        }
    }

    /** To this host's own servers by its sockets, to all others from the balancer's VPC. */
    private static Wire connect(
            Ec2 ec2,
            AccountRegion where,
            List<String> from,
            String address,
            int port,
            Duration timeout)
            throws IOException {
        if (InetAddress.ofLiteral(address).isLoopbackAddress()) {
            return Backends.HOST.connect(where, from, address, port, timeout);
        }
        if (from.isEmpty()) {
            throw new ConnectException("the balancer stands in no subnet");
        }
        try {
            return new VpcWire(ec2.connect(where, from.getFirst(), address, port, timeout));
        } catch (IllegalStateException gone) {
            throw new ConnectException(gone.getMessage());
        }
    }

    private static List<MetricDatum> data(Instant at, List<MetricSink.Reading> readings) {
        return readings.stream().map(reading -> datum(at, reading)).toList();
    }

    private static MetricDatum datum(Instant at, MetricSink.Reading reading) {
        return MetricDatum.builder()
                .metricName(reading.name())
                .unit(reading.unit())
                .timestamp(at)
                .dimensions(
                        reading.dimensions().entrySet().stream()
                                .map(
                                        each ->
                                                Dimension.builder()
                                                        .name(each.getKey())
                                                        .value(each.getValue())
                                                        .build())
                                .toList())
                .statisticValues(
                        StatisticSet.builder()
                                .sum(reading.sum())
                                .sampleCount(reading.count())
                                .minimum(reading.least())
                                .maximum(reading.most())
                                .build())
                .build();
    }
}
