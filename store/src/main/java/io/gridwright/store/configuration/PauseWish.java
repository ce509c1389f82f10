package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.store.account.IdempotentRequest;
import java.util.Optional;

/**
 * A wish to pause or play a virtual address, or one member of its pool.
 *
 * @param balancer name of the component
 * @param address which of several with this port: {@code auto}, or as dotted IPv4
 * @param member empty for the address itself
 */
public record PauseWish(
    AccountId accountId,
    ConfigurationId configurationId,
    UserId userId,
    String balancer,
    int port,
    Optional<String> address,
    Optional<PoolMember> member,
    boolean paused,
    Optional<IdempotentRequest> request) {}
