// Everything public in one include.
#pragma once

#include "limcode/buffer.hpp"
#include "limcode/config.hpp"
#include "limcode/error.hpp"
#include "limcode/limits.hpp"
#include "limcode/plan.hpp"
#include "limcode/schema.hpp"
#include "limcode/transcode.hpp"
