package io.gridwright.emulator.access;

import io.gridwright.emulator.disk.StateFiles;
import io.gridwright.emulator.pace.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@code user.cfg} of the cluster: users, API tokens, the access control list and the pools. Rights
 * are found as PVE::AccessControl does: along the path from the root, entries further down replace
 * those above; the roles of a pool reach its machines and storages; a token with privilege
 * separation has what both it and its user have.
 */
public final class AccessControl {
  private static final String FILE = "user.json";
  private static final String ENGINE_USER = "gridwright@pve";
  private static final String ENGINE_TOKEN = "engine";
  private static final Pattern ACL_PATH =
      Pattern.compile(
          "/|/(access|nodes|vms|storage|pool|sdn|mapping|cluster)(/[A-Za-z0-9.\\-_@]+)*");

  private final StateFiles files;
  private final Pace pace;
  private final Object monitor;
  private final UserConfig config;
  private final Tickets tickets;
  private final Map<String, Set<String>> roles = Privileges.builtInRoles();

  public AccessControl(StateFiles files, Pace pace, Object monitor) {
    this.files = files;
    this.pace = pace;
    this.monitor = monitor;
    String key = files.read("authkey").orElseGet(this::newKey);
    this.tickets = new Tickets(key, pace);
    this.config = files.readJson(FILE, UserConfig.class).orElseGet(this::firstConfig);
  }

  private String newKey() {
    String key = Secrets.random(32);
    files.writeSecret("authkey", key);
    return key;
  }

  private UserConfig firstConfig() {
    UserConfig first = new UserConfig();
    String password = Secrets.random(18);
    files.writeSecret("root-password", password);
    UserConfig.User root = new UserConfig.User();
    root.passwordHash = Secrets.hashPassword(password);
    first.users.put("root@pam", root);
    UserConfig.User engine = new UserConfig.User();
    engine.comment = "Provisioning engine";
    String secret = UUID.randomUUID().toString();
    UserConfig.Token token = new UserConfig.Token();
    token.secretHash = Secrets.hashToken(secret);
    engine.tokens.put(ENGINE_TOKEN, token);
    first.users.put(ENGINE_USER, engine);
    String tokenName = ENGINE_USER + "!" + ENGINE_TOKEN;
    first.acl.add(new AclEntry("/", "user", ENGINE_USER, Privileges.ENGINE_ROLE, true));
    first.acl.add(new AclEntry("/", "token", tokenName, Privileges.ENGINE_ROLE, true));
    files.writeSecret("proxmox-token", tokenName + "=" + secret);
    files.writeJson(FILE, first);
    return first;
  }

  private void save() {
    files.writeJson(FILE, config);
  }

  public Tickets tickets() {
    return tickets;
  }

  // ------------------------------------------------------------------ who is it

  /** Whether a user exists, may log in, and knows the password (or holds a good ticket). */
  public boolean passwordGood(String user, String password) {
    String hash;
    synchronized (monitor) {
      UserConfig.User known = config.users.get(user);
      if (known == null || !usable(known.enabled, known.expire)) {
        return false;
      }
      hash = known.passwordHash;
    }
    return tickets.userOf(password).filter(user::equals).isPresent()
        || Secrets.passwordMatches(password, hash);
  }

  /** The caller behind a token header {@code USER@REALM!TOKENID=UUID}. */
  public Optional<Caller> byToken(String header) {
    int mark = header.indexOf('!');
    int equals = header.indexOf('=', Math.max(mark, 0));
    if (mark < 0 || equals < 0) {
      return Optional.empty();
    }
    String user = header.substring(0, mark);
    String name = header.substring(mark + 1, equals);
    synchronized (monitor) {
      return Optional.ofNullable(config.users.get(user))
          .filter(known -> usable(known.enabled, known.expire))
          .flatMap(known -> Optional.ofNullable(known.tokens.get(name)))
          .filter(token -> usable(true, token.expire))
          .filter(
              token ->
                  Secrets.same(token.secretHash, Secrets.hashToken(header.substring(equals + 1))))
          .map(token -> new Caller(user, Optional.of(name)));
    }
  }

  /** The caller behind a ticket. */
  public Optional<Caller> byTicket(String ticket) {
    return tickets.userOf(ticket).filter(this::mayLogIn).map(Caller::user);
  }

  private boolean mayLogIn(String user) {
    synchronized (monitor) {
      UserConfig.User known = config.users.get(user);
      return known != null && usable(known.enabled, known.expire);
    }
  }

  private boolean usable(boolean enabled, long expire) {
    return enabled && (expire == 0 || expire > pace.epoch());
  }

  // ------------------------------------------------------------------ what may it do

  /** The caller's privileges at a path, each with its propagate flag (PVE-D6). */
  public Map<String, Boolean> privileges(Caller caller, String path) {
    synchronized (monitor) {
      if (caller.token().isEmpty()) {
        return ofSubject(caller.user(), path);
      }
      Map<String, Boolean> ofUser = ofSubject(caller.user(), path);
      UserConfig.User user = config.users.get(caller.user());
      UserConfig.Token token = user == null ? null : user.tokens.get(caller.token().get());
      if (token == null || !token.privsep) {
        return ofUser;
      }
      Map<String, Boolean> ofToken = ofSubject(caller.fullName(), path);
      ofToken.keySet().retainAll(ofUser.keySet());
      return ofToken;
    }
  }

  public boolean has(Caller caller, String path, String privilege) {
    return privileges(caller, path).containsKey(privilege);
  }

  private Map<String, Boolean> ofSubject(String subject, String path) {
    Map<String, Boolean> privileges = new TreeMap<>();
    if (subject.equals("root@pam")) {
      Privileges.ALL.forEach(privilege -> privileges.put(privilege, true));
      return privileges;
    }
    Map<String, Boolean> held = rolesAt(subject, path);
    poolOf(path)
        .forEach(
            pool ->
                rolesAt(subject, "/pool/" + pool)
                    .keySet()
                    .forEach(role -> held.putIfAbsent(role, false)));
    held.forEach(
        (role, propagate) ->
            roles
                .getOrDefault(role, Set.of())
                .forEach(privilege -> privileges.merge(privilege, propagate, Boolean::logicalOr)));
    return privileges;
  }

  private Map<String, Boolean> rolesAt(String subject, String path) {
    Map<String, Boolean> held = new TreeMap<>();
    for (String step : steps(path)) {
      Map<String, Boolean> here = new TreeMap<>();
      for (AclEntry entry : config.acl) {
        boolean reaches = entry.propagate() || step.equals(path);
        if (reaches && entry.path().equals(step) && entry.subject().equals(subject)) {
          here.put(entry.role(), entry.propagate());
        }
      }
      if (!here.isEmpty()) {
        held.clear();
        held.putAll(here);
      }
    }
    return held;
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>(List.of("/"));
    for (int i = 1; i <= path.length() && path.length() > 1; i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        steps.add(path.substring(0, i));
      }
    }
    return steps;
  }

  private List<String> poolOf(String path) {
    List<String> pools = new ArrayList<>();
    config.pools.forEach(
        (name, pool) -> {
          boolean vm = path.startsWith("/vms/") && pool.vms.contains(number(path.substring(5)));
          boolean storage =
              path.startsWith("/storage/") && pool.storages.contains(path.substring(9));
          if (vm || storage) {
            pools.add(name);
          }
        });
    return pools;
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  /** The paths at which the caller may hold something: those of its entries and of its pools. */
  public Set<String> pathsOf(Caller caller) {
    synchronized (monitor) {
      Set<String> paths =
          new TreeSet<>(List.of("/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms"));
      config.acl.stream()
          .filter(e -> e.subject().equals(caller.user()) || e.subject().equals(caller.fullName()))
          .forEach(e -> paths.add(e.path()));
      config.pools.forEach(
          (name, pool) -> {
            pool.vms.forEach(vmid -> paths.add("/vms/" + vmid));
            pool.storages.forEach(storage -> paths.add("/storage/" + storage));
          });
      return paths;
    }
  }

  // ------------------------------------------------------------------ users and tokens

  public Map<String, Set<String>> roles() {
    return roles;
  }

  /** Rows of the users. */
  public List<Map<String, Object>> users() {
    synchronized (monitor) {
      List<Map<String, Object>> rows = new ArrayList<>();
      config.users.forEach((id, user) -> rows.add(row(id, user)));
      return rows;
    }
  }

  private static Map<String, Object> row(String id, UserConfig.User user) {
    Map<String, Object> row = new TreeMap<>();
    row.put("userid", id);
    row.put("enable", user.enabled ? 1 : 0);
    row.put("expire", user.expire);
    row.put("realm-type", id.substring(id.indexOf('@') + 1));
    if (!user.comment.isEmpty()) {
      row.put("comment", user.comment);
    }
    return row;
  }

  public void createUser(String id, Optional<String> password, String comment, boolean enabled) {
    synchronized (monitor) {
      if (config.users.containsKey(id)) {
        throw new AccessException("create user failed: user '" + id + "' already exists");
      }
      UserConfig.User user = new UserConfig.User();
      password.ifPresent(text -> user.passwordHash = Secrets.hashPassword(text));
      user.comment = comment;
      user.enabled = enabled;
      config.users.put(id, user);
      save();
    }
  }

  public boolean userExists(String id) {
    synchronized (monitor) {
      return config.users.containsKey(id);
    }
  }

  /** Rows of a user's tokens. */
  public List<Map<String, Object>> tokens(String user) {
    synchronized (monitor) {
      List<Map<String, Object>> rows = new ArrayList<>();
      known(user).tokens.forEach((id, token) -> rows.add(tokenRow(id, token)));
      return rows;
    }
  }

  private UserConfig.User known(String user) {
    UserConfig.User known = config.users.get(user);
    if (known == null) {
      throw new AccessException("no such user ('" + user + "')");
    }
    return known;
  }

  private static Map<String, Object> tokenRow(String id, UserConfig.Token token) {
    Map<String, Object> row = new TreeMap<>();
    row.put("tokenid", id);
    row.put("expire", token.expire);
    // PVE-D38: text when it was sent, a number when it is the default.
    row.put("privsep", token.privsepSent ? (Object) (token.privsep ? "1" : "0") : (Object) 1);
    if (!token.comment.isEmpty()) {
      row.put("comment", token.comment);
    }
    return row;
  }

  /** A new token; the answer holds the only copy of its secret. */
  public Map<String, Object> createToken(
      String user, String id, Optional<Boolean> privsep, long expire, String comment) {
    synchronized (monitor) {
      UserConfig.User owner = known(user);
      if (owner.tokens.containsKey(id)) {
        throw new AccessException("tokenid", "Token already exists.");
      }
      String secret = UUID.randomUUID().toString();
      UserConfig.Token token = new UserConfig.Token();
      token.secretHash = Secrets.hashToken(secret);
      token.privsep = privsep.orElse(true);
      token.privsepSent = privsep.isPresent();
      token.expire = expire;
      token.comment = comment;
      owner.tokens.put(id, token);
      save();
      Map<String, Object> info = tokenRow(id, token);
      info.remove("tokenid");
      return Map.of("full-tokenid", user + "!" + id, "info", info, "value", secret);
    }
  }

  public void deleteToken(String user, String id) {
    synchronized (monitor) {
      UserConfig.User owner = config.users.get(user);
      if (owner == null || owner.tokens.remove(id) == null) {
        throw new AccessException("no such token '" + id + "' for user '" + user + "'");
      }
      config.acl.removeIf(entry -> entry.subject().equals(user + "!" + id));
      save();
    }
  }

  // ------------------------------------------------------------------ access list

  public List<AclEntry> acl() {
    synchronized (monitor) {
      return List.copyOf(config.acl);
    }
  }

  /** Adds or removes entries for users and tokens. */
  public void changeAcl(
      String path, List<String> subjects, List<String> roleIds, boolean propagate, boolean remove) {
    synchronized (monitor) {
      if (!ACL_PATH.matcher(path).matches()) {
        throw new AccessException("path", "invalid ACL path '" + path + "'");
      }
      for (String role : roleIds) {
        if (!roles.containsKey(role)) {
          throw new AccessException("ACL update failed: role '" + role + "' does not exist");
        }
        subjects.forEach(subject -> changeEntry(path, subject, role, propagate, remove));
      }
      save();
    }
  }

  private void changeEntry(
      String path, String subject, String role, boolean propagate, boolean remove) {
    boolean token = subject.contains("!");
    String user = token ? subject.substring(0, subject.indexOf('!')) : subject;
    if (!config.users.containsKey(user)) {
      throw new AccessException("ACL update failed: user '" + user + "' does not exist");
    }
    config.acl.removeIf(
        e -> e.path().equals(path) && e.subject().equals(subject) && e.role().equals(role));
    if (!remove) {
      config.acl.add(new AclEntry(path, token ? "token" : "user", subject, role, propagate));
    }
  }

  // ------------------------------------------------------------------ pools

  /** Pools, each with its comment. */
  public Map<String, String> pools() {
    synchronized (monitor) {
      Map<String, String> pools = new TreeMap<>();
      config.pools.forEach((id, pool) -> pools.put(id, pool.comment));
      return pools;
    }
  }

  public Set<Integer> poolMembers(String id) {
    synchronized (monitor) {
      return new TreeSet<>(pool(id).vms);
    }
  }

  public Set<String> poolStorages(String id) {
    synchronized (monitor) {
      return new TreeSet<>(pool(id).storages);
    }
  }

  private UserConfig.Pool pool(String id) {
    UserConfig.Pool pool = config.pools.get(id);
    if (pool == null) {
      throw new AccessException("pool '" + id + "' does not exist");
    }
    return pool;
  }

  /** The pool of a machine. */
  public Optional<String> poolOf(int vmid) {
    synchronized (monitor) {
      return config.pools.entrySet().stream()
          .filter(entry -> entry.getValue().vms.contains(vmid))
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  public void createPool(String id, String comment) {
    synchronized (monitor) {
      if (config.pools.containsKey(id)) {
        throw new AccessException("create pool failed: pool '" + id + "' already exists");
      }
      UserConfig.Pool pool = new UserConfig.Pool();
      pool.comment = comment;
      config.pools.put(id, pool);
      save();
    }
  }

  /** Changes the members; PUT accepts a machine that does not exist (PVE-D54). */
  public void changePool(
      String id,
      Optional<String> comment,
      List<Integer> vms,
      List<String> storages,
      boolean remove,
      boolean move) {
    synchronized (monitor) {
      UserConfig.Pool pool = config.pools.get(id);
      if (pool == null) {
        throw new AccessException("update pools failed: pool '" + id + "' does not exist");
      }
      comment.ifPresent(text -> pool.comment = text);
      vms.forEach(vmid -> changeMember(id, pool, vmid, remove, move));
      if (remove) {
        pool.storages.removeAll(storages);
      } else {
        pool.storages.addAll(storages);
      }
      save();
    }
  }

  private void changeMember(
      String id, UserConfig.Pool pool, int vmid, boolean remove, boolean move) {
    if (remove) {
      if (!pool.vms.remove(vmid)) {
        throw new AccessException("update pools failed: VM " + vmid + " is not a pool member");
      }
      return;
    }
    Optional<String> present = poolOf(vmid);
    if (present.filter(id::equals).isPresent()) {
      throw new AccessException("update pools failed: VM " + vmid + " is already a pool member");
    }
    if (present.isPresent() && !move) {
      throw new AccessException(
          "update pools failed: VM "
              + vmid
              + " belongs already to pool '"
              + present.get()
              + "' and 'allow-move' is not set");
    }
    forgetVm(vmid);
    pool.vms.add(vmid);
  }

  public void deletePool(String id) {
    synchronized (monitor) {
      UserConfig.Pool pool = config.pools.get(id);
      if (pool == null) {
        throw new AccessException("delete pool failed: pool '" + id + "' does not exist");
      }
      if (!pool.vms.isEmpty()) {
        throw new AccessException(
            "delete pool failed: pool '"
                + id
                + "' is not empty (contains VM "
                + pool.vms.iterator().next()
                + ")");
      }
      config.pools.remove(id);
      save();
    }
  }

  /** A machine was created in a pool. */
  public void addToPool(String id, int vmid) {
    synchronized (monitor) {
      pool(id).vms.add(vmid);
      save();
    }
  }

  /** A machine is gone: so are its membership and its entries of the access list. */
  public void forgetVm(int vmid) {
    synchronized (monitor) {
      config.pools.values().forEach(pool -> pool.vms.remove(vmid));
      config.acl.removeIf(entry -> entry.path().equals("/vms/" + vmid));
      save();
    }
  }
}
