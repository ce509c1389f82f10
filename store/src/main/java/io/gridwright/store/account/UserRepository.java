package io.gridwright.store.account;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of people and their sessions. */
@RegisterConstructorMapper(UserRow.class)
public interface UserRepository {

  @SqlUpdate(
      """
      INSERT IGNORE INTO user
        (id, account_id, login, password_hash, name, email, role, created_at)
      VALUES
        (:id, :account, :u.login, :u.passwordHash, :u.name, :u.email, :u.role, :at)
      """)
  int insert(
      @Bind("id") UserId id,
      @Bind("account") Optional<AccountId> account,
      @BindMethods("u") NewUser user,
      @Bind("at") Instant at);

  @SqlQuery("SELECT * FROM user WHERE id = :id")
  Optional<UserRow> find(@Bind("id") UserId id);

  @SqlQuery("SELECT * FROM user WHERE login = :login")
  Optional<UserRow> byLogin(@Bind("login") String login);

  @SqlQuery("SELECT * FROM user WHERE account_id = :account ORDER BY id")
  List<UserRow> of(@Bind("account") AccountId account);

  @SqlUpdate("UPDATE user SET password_hash = :hash WHERE id = :id")
  void changePassword(@Bind("id") UserId id, @Bind("hash") String hash);

  @SqlUpdate(
      """
      INSERT IGNORE INTO session (token_hash, user_id, expires_at, created_at, last_used_at)
      VALUES (:token, :user, :expiresAt, :at, :at)
      """)
  void openSession(
      @Bind("token") String tokenHash,
      @Bind("user") UserId user,
      @Bind("expiresAt") Instant expiresAt,
      @Bind("at") Instant at);

  @SqlQuery(
      """
      SELECT u.* FROM session s JOIN user u ON u.id = s.user_id
      WHERE s.token_hash = :token AND s.expires_at > :now
      """)
  Optional<UserRow> bySession(@Bind("token") String tokenHash, @Bind("now") Instant now);

  @SqlUpdate(
      """
      UPDATE session SET last_used_at = :now
      WHERE token_hash = :token AND last_used_at < :stale
      """)
  int touch(
      @Bind("token") String tokenHash, @Bind("now") Instant now, @Bind("stale") Instant stale);

  @SqlQuery("SELECT expires_at FROM session WHERE token_hash = :token")
  Optional<Instant> sessionEnd(@Bind("token") String tokenHash);

  @SqlUpdate("DELETE FROM session WHERE token_hash = :token")
  int closeSession(@Bind("token") String tokenHash);

  @SqlUpdate("DELETE FROM session WHERE user_id = :user")
  int closeSessions(@Bind("user") UserId user);

  @SqlUpdate("DELETE FROM session WHERE expires_at <= :now")
  int forgetExpired(@Bind("now") Instant now);
}
