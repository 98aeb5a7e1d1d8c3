/**
 * The network that machines see, which follows the rows of {@link dev.tule.ec2.network}: {@link
 * dev.tule.ec2.network.live.LiveNetwork} is all of it, a {@link dev.tule.ec2.network.live.Topology}
 * the part of one account and region.
 *
 * <p>Whatever changes rows, the whole state is read and compared with what is there: so a restart,
 * a change by the API and a launch take the same way. Existing links, filters and connections are
 * left alone where nothing that concerns them has changed.
 *
 * <p>Threads: a topology follows under its own lock, on the thread of whoever changed something, or
 * on its follower's. Frames go on threads of {@link dev.tule.vnet.link.Lanes}, and wait for none of
 * this.
 */
@NullMarked
package dev.tule.ec2.network.live;

import org.jspecify.annotations.NullMarked;
