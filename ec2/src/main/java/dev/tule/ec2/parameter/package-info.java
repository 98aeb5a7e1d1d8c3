/**
 * The public parameters of Systems Manager that name images ({@code /aws/service/...}), as programs
 * ask for them before they launch: {@link dev.tule.ec2.parameter.PublicParameters}. Starts no
 * threads.
 *
 * <p>Specification: <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/">Systems Manager API
 * Reference</a>, 2014-11-06.
 */
@NullMarked
package dev.tule.ec2.parameter;

import org.jspecify.annotations.NullMarked;
