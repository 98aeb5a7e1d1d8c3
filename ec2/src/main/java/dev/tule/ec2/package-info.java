/**
 * EC2: machines, their images, disks and networks. {@link dev.tule.ec2.Ec2} is the entry.
 *
 * <p>The API has some seven hundred actions, so each room has its group of them as an interface
 * that extends the SDK's ({@code TagActions}), whose default methods hand each action to the room's
 * own class ({@code Tags}); {@code Ec2Service} is the list of the rooms. What no room has is
 * answered {@code 501 NotImplemented}, by name.
 *
 * <ul>
 *   <li>{@link dev.tule.ec2.resource}: what all rooms share - identifiers, rows, faults, filters,
 *       pages, client tokens
 *   <li>{@link dev.tule.ec2.region}: regions, zones, the account's attributes
 *   <li>{@link dev.tule.ec2.tag}: tags
 *   <li>{@link dev.tule.ec2.network}: the networks' rows, and what machines see of them
 *   <li>{@link dev.tule.ec2.vpc}: VPCs, subnets, DHCP options
 *   <li>{@link dev.tule.ec2.routing}: route tables, internet and NAT gateways
 *   <li>{@link dev.tule.ec2.securitygroup}, {@link dev.tule.ec2.networkacl}: what is let through
 *   <li>{@link dev.tule.ec2.networkinterface}, {@link dev.tule.ec2.address}: interfaces and elastic
 *       addresses
 * </ul>
 *
 * <p>Threads: everything public is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, version 2016-11-15, and what clients of older versions (boto
 * 2: 2014-10-01) send.
 */
@NullMarked
package dev.tule.ec2;

import org.jspecify.annotations.NullMarked;
