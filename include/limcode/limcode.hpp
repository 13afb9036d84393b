// Everything public in one include.
#pragma once

#include "limcode/arena.hpp"
#include "limcode/buffer.hpp"
#include "limcode/codec.hpp"
#include "limcode/config.hpp"
#include "limcode/decoder.hpp"
#include "limcode/encoder.hpp"
#include "limcode/error.hpp"
#include "limcode/infer.hpp"
#include "limcode/limits.hpp"
#include "limcode/owned.hpp"
#include "limcode/plan.hpp"
#include "limcode/reflect.hpp"
#include "limcode/schema.hpp"
#include "limcode/std_types.hpp"
#include "limcode/transcode.hpp"
#include "limcode/views.hpp"
