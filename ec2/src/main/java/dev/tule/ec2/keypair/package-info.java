/**
 * Key pairs: made here or imported, RSA and ed25519. Only public keys are kept.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, CreateKeyPair, ImportKeyPair, DescribeKeyPairs,
 * DeleteKeyPair; EC2 User Guide, "Key pair fingerprints"; RFC 4253 section 6.6, RFC 8709 (SSH's
 * public keys); RFC 8017 appendix A.1 (RSA's PEM); OpenSSH's PROTOCOL.key.
 */
@NullMarked
package dev.tule.ec2.keypair;

import org.jspecify.annotations.NullMarked;
