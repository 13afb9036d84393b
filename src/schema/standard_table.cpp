// The table of types that limcode knows without a schema.
#include <algorithm>
#include <array>

#include "schema/standard_types.hpp"

namespace limcode::schema {

namespace {

constexpr StandardType leaf(std::string_view name, std::string_view crates, Kind kind, bool has_default = true) {
  return {.name = name, .crates = crates, .kind = kind, .has_default = has_default};
}
constexpr StandardType non_zero(std::string_view name, Kind kind) {
  return {.name = name, .crates = "std", .kind = kind, .has_default = false, .non_zero = true};
}
constexpr StandardType wrapper(std::string_view name, std::string_view crates, Recipe recipe) {
  return {.name = name, .crates = crates, .recipe = recipe, .types = 1, .ignored = 1};
}
constexpr StandardType list(std::string_view name, std::string_view crates) {
  return {.name = name, .crates = crates, .recipe = Recipe::sequence, .kind = Kind::sequence, .types = 1, .ignored = 1};
}
constexpr StandardType set(std::string_view name, std::string_view crates, Arrangement arrangement) {
  return {.name = name,
          .crates = crates,
          .recipe = Recipe::set,
          .kind = Kind::set,
          .types = 1,
          .ignored = 2,
          .arrangement = arrangement};
}
constexpr StandardType map(std::string_view name, std::string_view crates, Arrangement arrangement) {
  return {.name = name,
          .crates = crates,
          .recipe = Recipe::map,
          .kind = Kind::map,
          .types = 2,
          .ignored = 2,
          .arrangement = arrangement};
}
constexpr StandardType refused(std::string_view name, std::string_view crates, std::string_view note) {
  return {.name = name, .crates = crates, .recipe = Recipe::refused, .types = 0, .ignored = 4, .note = note};
}

constexpr std::string_view untyped =
    "it reads whatever comes next, and bincode writes no names or types to tell; `limcode::Json` is an enum "
    "that can "
    "be read back";
constexpr std::string_view no_serde = "serde does not serialise it";

constexpr auto table = std::to_array<StandardType>({
    leaf("bool", "std", Kind::boolean),
    leaf("u8", "std", Kind::u8),
    leaf("u16", "std", Kind::u16),
    leaf("u32", "std", Kind::u32),
    leaf("u64", "std", Kind::u64),
    leaf("u128", "std", Kind::u128),
    leaf("usize", "std", Kind::u64),
    leaf("i8", "std", Kind::i8),
    leaf("i16", "std", Kind::i16),
    leaf("i32", "std", Kind::i32),
    leaf("i64", "std", Kind::i64),
    leaf("i128", "std", Kind::i128),
    leaf("isize", "std", Kind::i64),
    leaf("f32", "std", Kind::f32),
    leaf("f64", "std", Kind::f64),
    leaf("char", "std", Kind::character),
    leaf("str", "std", Kind::string),
    leaf("String", "std", Kind::string),
    {.name = "Path", .crates = "std", .kind = Kind::string, .has_default = false, .text_form = TextForm::path},
    {.name = "PathBuf", .crates = "std", .kind = Kind::string, .text_form = TextForm::path},
    leaf("CString", "std", Kind::c_string),
    leaf("CStr", "std", Kind::c_string, false),
    leaf("Duration", "std", Kind::duration),
    leaf("SystemTime", "std", Kind::system_time, false),
    leaf("IpAddr", "std", Kind::ip_addr, false),
    leaf("Ipv4Addr", "std", Kind::ipv4_addr, false),
    leaf("Ipv6Addr", "std", Kind::ipv6_addr, false),
    leaf("SocketAddr", "std", Kind::socket_addr, false),
    leaf("SocketAddrV4", "std", Kind::socket_addr_v4, false),
    leaf("SocketAddrV6", "std", Kind::socket_addr_v6, false),
    leaf("AtomicBool", "std", Kind::boolean),
    leaf("AtomicU8", "std", Kind::u8),
    leaf("AtomicU16", "std", Kind::u16),
    leaf("AtomicU32", "std", Kind::u32),
    leaf("AtomicU64", "std", Kind::u64),
    leaf("AtomicUsize", "std", Kind::u64),
    leaf("AtomicI8", "std", Kind::i8),
    leaf("AtomicI16", "std", Kind::i16),
    leaf("AtomicI32", "std", Kind::i32),
    leaf("AtomicI64", "std", Kind::i64),
    leaf("AtomicIsize", "std", Kind::i64),
    leaf("ByteBuf", "serde_bytes", Kind::bytes),
    leaf("Bytes", "serde_bytes bytes", Kind::bytes),
    leaf("BytesMut", "bytes", Kind::bytes),
    leaf("Uuid", "uuid", Kind::uuid),
    leaf("Json", "limcode", Kind::json, false),
    non_zero("NonZeroU8", Kind::u8),
    non_zero("NonZeroU16", Kind::u16),
    non_zero("NonZeroU32", Kind::u32),
    non_zero("NonZeroU64", Kind::u64),
    non_zero("NonZeroU128", Kind::u128),
    non_zero("NonZeroUsize", Kind::u64),
    non_zero("NonZeroI8", Kind::i8),
    non_zero("NonZeroI16", Kind::i16),
    non_zero("NonZeroI32", Kind::i32),
    non_zero("NonZeroI64", Kind::i64),
    non_zero("NonZeroI128", Kind::i128),
    non_zero("NonZeroIsize", Kind::i64),
    {.name = "NonZero", .crates = "std", .recipe = Recipe::non_zero, .types = 1},
    {.name = "PhantomData", .crates = "std", .recipe = Recipe::ignore, .ignored = 1},
    wrapper("Box", "std", Recipe::indirect),
    wrapper("Rc", "std", Recipe::indirect),
    wrapper("Arc", "std", Recipe::indirect),
    wrapper("Cow", "std", Recipe::forward),
    wrapper("Cell", "std", Recipe::forward),
    wrapper("RefCell", "std", Recipe::forward),
    wrapper("Mutex", "std parking_lot", Recipe::forward),
    wrapper("RwLock", "std parking_lot", Recipe::forward),
    wrapper("Wrapping", "std", Recipe::forward),
    wrapper("Saturating", "std", Recipe::forward),
    wrapper("Reverse", "std", Recipe::reverse),
    {.name = "Option", .crates = "std", .recipe = Recipe::option, .kind = Kind::option, .types = 1},
    {.name = "Result", .crates = "std", .recipe = Recipe::result, .kind = Kind::enumeration, .types = 2},
    {.name = "Bound", .crates = "std", .recipe = Recipe::bound, .kind = Kind::enumeration, .types = 1},
    {.name = "Range", .crates = "std", .recipe = Recipe::range, .kind = Kind::record, .types = 1},
    {.name = "RangeInclusive",
     .crates = "std",
     .recipe = Recipe::range,
     .kind = Kind::record,
     .types = 1,
     .has_default = false},
    {.name = "RangeFrom",
     .crates = "std",
     .recipe = Recipe::range_from,
     .kind = Kind::record,
     .types = 1,
     .has_default = false},
    {.name = "RangeTo",
     .crates = "std",
     .recipe = Recipe::range_to,
     .kind = Kind::record,
     .types = 1,
     .has_default = false},
    list("Vec", "std"),
    list("VecDeque", "std"),
    list("LinkedList", "std"),
    {.name = "SmallVec", .crates = "smallvec", .recipe = Recipe::small_vec, .kind = Kind::sequence, .types = 1},
    {.name = "ArrayVec",
     .crates = "arrayvec",
     .recipe = Recipe::small_vec,
     .kind = Kind::sequence,
     .types = 1,
     .ignored = 1},
    set("BinaryHeap", "std", Arrangement::heap),
    set("HashSet", "std hashbrown", Arrangement::arrival),
    set("BTreeSet", "std", Arrangement::ascending),
    set("IndexSet", "indexmap", Arrangement::arrival),
    set("FxHashSet", "rustc_hash fxhash", Arrangement::arrival),
    set("AHashSet", "ahash", Arrangement::arrival),
    map("HashMap", "std hashbrown", Arrangement::arrival),
    map("BTreeMap", "std", Arrangement::ascending),
    map("IndexMap", "indexmap", Arrangement::arrival),
    map("FxHashMap", "rustc_hash fxhash", Arrangement::arrival),
    map("AHashMap", "ahash", Arrangement::arrival),
    {.name = "BitVec",
     .crates = "bv",
     .recipe = Recipe::bit_vec,
     .kind = Kind::record,
     .types = 1,
     .has_default = false},
    {.name = "DateTime", .crates = "chrono", .recipe = Recipe::date_time, .types = 1},
    refused("OsString", "std", "its form depends on the operating system"),
    refused("OsStr", "std", "its form depends on the operating system"),
    refused("Value", "serde_json", untyped),
    refused("RawValue", "serde_json", untyped),
    refused("Instant", "std", no_serde),
    refused("Ordering", "std", no_serde),
    refused("RangeFull", "std", no_serde),
    refused("TypeId", "std", no_serde),
    refused("Waker", "std", no_serde),
    refused("File", "std", no_serde),
    refused("OnceCell", "std", no_serde),
    refused("OnceLock", "std", no_serde),
    refused("UnsafeCell", "std", no_serde),
    refused("JoinHandle", "std", no_serde),
});

bool lists_crate(std::string_view crates, std::string_view wanted) {
  if (wanted == "core" || wanted == "alloc") wanted = "std";
  while (!crates.empty()) {
    const std::size_t space = std::min(crates.find(' '), crates.size());
    if (crates.substr(0, space) == wanted) return true;
    crates.remove_prefix(std::min(space + 1, crates.size()));
  }
  return false;
}

}  // namespace

const StandardType* find_standard_type(std::string_view name, std::string_view crate_name) {
  for (const StandardType& row : table) {
    if (row.name == name && (crate_name.empty() || lists_crate(row.crates, crate_name))) return &row;
  }
  return nullptr;
}

bool is_standard_crate(std::string_view crate_name) {
  return std::any_of(table.begin(), table.end(),
                     [&](const StandardType& row) { return lists_crate(row.crates, crate_name); });
}

std::vector<std::string_view> standard_type_names() {
  std::vector<std::string_view> names;
  for (const StandardType& row : table) {
    if (row.recipe != Recipe::refused) names.push_back(row.name);
  }
  return names;
}

}  // namespace limcode::schema
