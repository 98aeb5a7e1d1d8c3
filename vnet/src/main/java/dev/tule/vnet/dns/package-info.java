/**
 * The resolver that answers in every VPC, at the base of its addresses plus two and at
 * 169.254.169.253: private names from a hook, others from the outside where that is allowed.
 *
 * <p>Threads: questions are read on the thread of the link and answered at once when the hook
 * knows; what must be asked outside waits on a virtual thread, of which there are so many at most.
 *
 * <p>Specification: <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035</a>.
 */
@NullMarked
package dev.tule.vnet.dns;

import org.jspecify.annotations.NullMarked;
